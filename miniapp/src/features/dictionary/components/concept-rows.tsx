import { Text, View } from '@tarojs/components';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Tag } from '../../../components/marks';
import { Press } from '../../../components/press';
import { useWords } from '../../../lib/i18n';
import type { ConceptItem } from '../api';
import { conceptName } from '../concept-name';
import './dictionary.scss';

interface RowsProps {
  items: readonly ConceptItem[];
  chosenId?: string | null;
  /** What a tap does, for whom the arrow does not say it. */
  icon?: 'right' | 'plus';
  onPick: (item: ConceptItem) => void;
}

/** Kinds to tap: name, classes, and whether someone has edited it. */
export function ConceptRows({ items, chosenId, icon = 'right', onPick }: RowsProps) {
  const { t, language } = useWords();
  return (
    <View className="section">
      {items.map((item) => (
        <Press
          key={item.id}
          id={`concept-${item.id}`}
          role={icon === 'right' ? 'link' : 'button'}
          className={classes('line-row concept-row', item.id === chosenId && 'concept-chosen')}
          onPress={() => onPick(item)}
        >
          <View className="grow">
            <View className="row row-wrap gap8">
              <Text className="b wrap">{conceptName(item, language)}</Text>
              {item.isRetired ? <Tag tone="warn">{t('dictionary.retired')}</Tag> : null}
              {item.isEdited && !item.isRetired ? (
                <Tag tone="quiet">{t('dictionary.edited')}</Tag>
              ) : null}
            </View>
            <View className="t12 ink-3 wrap">{`${item.id} · ${item.classCodes.join(' ')}`}</View>
          </View>
          <Icon name={icon} size="s" className="ink-3" />
        </Press>
      ))}
    </View>
  );
}
