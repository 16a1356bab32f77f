import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { useWords } from '../../../lib/i18n';
import type { InstrumentPage } from '../api';
import { kindName } from '../kind-name';
import './kinds.scss';

interface KindsProps {
  title: string;
  kinds: InstrumentPage['suggestedClasses'];
  onPick: (name: string) => void;
}

/** Kinds that may be meant, each with how many there are; tapping looks for it by its name. */
export function Kinds({ title, kinds, onPick }: KindsProps) {
  const { t } = useWords();
  if (!kinds.length) return null;
  return (
    <View className="section section-first kinds">
      <View className="section-title">{title}</View>
      <View className="row row-wrap kind-rows">
        {kinds.map(({ name, count }) => (
          <Press key={name} className="row gap12 kind-row" onPress={() => onPick(name)}>
            <Text className="grow wrap">{kindName(name)}</Text>
            <Text className="ink-2 fixed">{t('list.instruments', { count })}</Text>
            <Icon name="right" size="s" className="ink-3" />
          </Press>
        ))}
      </View>
    </View>
  );
}
