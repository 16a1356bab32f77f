import { Text, View } from '@tarojs/components';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Tag } from '../../../components/marks';
import { Press } from '../../../components/press';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Member } from '../api';
import { isNearlyUsed } from '../limit-input';
import './groups.scss';

/** How full the month is; the figures beside it say the same. */
export function UseBar({ member }: { member: Pick<Member, 'limitFen' | 'usedFen'> }) {
  const { limitFen, usedFen } = member;
  if (limitFen === null) return null;
  const percent = limitFen === 0 ? 100 : Math.min(100, Math.floor((usedFen * 100) / limitFen));
  return (
    <View className="use-bar">
      <View
        className={classes('use-part', isNearlyUsed(member) && 'use-part-high')}
        style={{ width: `${percent}%` }}
      />
    </View>
  );
}

/** One member: name, what they have used this month, what is left. Its head opens it to change it. */
export function MemberRow({ member, onOpen }: { member: Member; onOpen?: () => void }) {
  const { t } = useWords();
  const { leftFen, limitFen, usedFen } = member;
  const row = (
    <View className="grow column gap4">
      <View className="row row-wrap between gap8">
        <View className="row row-wrap gap8 grow">
          <Text className="b">{member.name}</Text>
          {member.isPrincipal ? <Tag>{t('me.principal')}</Tag> : null}
          {isNearlyUsed(member) ? <Tag tone="warn">{t('group.nearly')}</Tag> : null}
        </View>
        <Text className="amount b">
          {leftFen === null ? t('group.noLimit') : t('limit.left', { sum: formatMoney(leftFen) })}
        </Text>
      </View>
      <UseBar member={member} />
      <View className="t12 ink-3">
        {limitFen === null
          ? t('group.used', { used: formatMoney(usedFen) })
          : t('group.usedOf', { used: formatMoney(usedFen), limit: formatMoney(limitFen) })}
      </View>
    </View>
  );
  return onOpen ? (
    <Press id={`member-${member.userId}`} className="line-row" onPress={onOpen}>
      {row}
      <Icon name="right" size="s" className="ink-3" />
    </Press>
  ) : (
    <View className="line-row">{row}</View>
  );
}
