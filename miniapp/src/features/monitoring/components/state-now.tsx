import { Text, View } from '@tarojs/components';
import { StateGlyph } from '../../../components/marks';
import { useWords } from '../../../lib/i18n';
import type { RunState } from '../api';
import './state-now.scss';

/** The state as a shape and a word; the word carries the doubt. */
export function StateNow({ now }: { now: Pick<RunState, 'state' | 'isSure'> }) {
  const { t } = useWords();
  return (
    <View className={`row gap8 state-now state-now-${now.state}`}>
      <StateGlyph state={now.state} />
      <Text>{t(now.isSure ? `state.${now.state}` : `state.likely.${now.state}`)}</Text>
    </View>
  );
}
