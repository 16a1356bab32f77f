import { Text, View } from '@tarojs/components';
import { Stepper } from '../../../components/choices';
import { useWords } from '../../../lib/i18n';

interface SteppedRowProps {
  label: string;
  value: number;
  step: number;
  least: number;
  most: number;
  words: (value: number) => string;
  onChange: (value: number) => void;
}

/** A figure of the rules, one step up or down. */
export function SteppedRow({ label, value, step, least, most, words, onChange }: SteppedRowProps) {
  const { t } = useWords();
  return (
    <View className="line-row">
      <Text className="grow wrap">{label}</Text>
      <Stepper
        value={words(value)}
        lessLabel={t('terms.less', { what: label })}
        moreLabel={t('terms.more', { what: label })}
        onLess={value - step >= least ? () => onChange(value - step) : undefined}
        onMore={value + step <= most ? () => onChange(value + step) : undefined}
      />
    </View>
  );
}
