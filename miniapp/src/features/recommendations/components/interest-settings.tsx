import { View } from '@tarojs/components';
import { Stepper } from '../../../components/choices';
import { Chip, Section } from '../../../components/marks';
import { Failure } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import type { Interests } from '../api';
import { useChangeInterests } from '../use-interests';

const MOST_A_WEEK = 20;

/** Research areas, and how much one wants to hear of saved searches in a week. */
export function InterestSettings({ interests }: { interests: Interests }) {
  const { t } = useWords();
  const change = useChangeInterests();
  const { areas, weeklyNotices } = interests;
  const handleArea = (code: string) =>
    change.mutate({
      weeklyNotices,
      areas: areas.map((area) =>
        area.code === code ? { ...area, isChosen: !area.isChosen } : area,
      ),
    });
  const handleWeek = (count: number) => change.mutate({ areas, weeklyNotices: count });
  return (
    <>
      <Section first title={t('interests.areas')}>
        <View className="ink-2 rule-line">{t('interests.areasAbout')}</View>
        <View className="row row-wrap chip-rows">
          {areas.map(({ code, name, isChosen }) => (
            <Chip
              key={code}
              tone={isChosen ? 'chosen' : 'plain'}
              chosen={isChosen}
              onPress={() => handleArea(code)}
            >
              {name}
            </Chip>
          ))}
        </View>
      </Section>
      <Section title={t('interests.weekly')}>
        <View className="ink-2 rule-line">{t('interests.weeklyAbout')}</View>
        <Stepper
          value={
            weeklyNotices ? t('interests.count', { count: weeklyNotices }) : t('interests.never')
          }
          lessLabel={t('interests.less')}
          moreLabel={t('interests.more')}
          {...(weeklyNotices > 0 ? { onLess: () => handleWeek(weeklyNotices - 1) } : {})}
          {...(weeklyNotices < MOST_A_WEEK ? { onMore: () => handleWeek(weeklyNotices + 1) } : {})}
        />
      </Section>
      {change.error ? <Failure error={change.error} /> : null}
      <View className="list-note">{t('interests.how')}</View>
    </>
  );
}
