import { Text, View } from '@tarojs/components';
import { StateGlyph } from '../../../components/marks';
import { useWords } from '../../../lib/i18n';
import type { RunState } from '../api';

/** The state as a shape and a word; the word carries the doubt. */
export function StateNow({ now }: { now: Pick<RunState, 'state' | 'isSure'> }) {
  const { t } = useWords();
  const word = t(`state.${now.state}`);
  return (
    <View className={`row gap8 state-now state-now-${now.state}`}>
      <StateGlyph state={now.state} />
      <Text>{now.isSure ? word : t('state.likely', { state: word })}</Text>
    </View>
  );
}
