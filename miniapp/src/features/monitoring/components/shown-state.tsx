import { Text, View } from '@tarojs/components';
import { StateGlyph } from '../../../components/marks';
import { useWords } from '../../../lib/i18n';
import type { ShownRun } from '../api';
import { runWord } from '../run-word';
import './state-now.scss';

/** What an instrument does now, small enough for a card. */
export function ShownState({ run }: { run: ShownRun }) {
  const { t, reader } = useWords();
  return (
    <View className={`row gap4 t12 state-now state-now-${run.state}`}>
      <StateGlyph state={run.state} />
      <Text>{runWord(run, t, reader, 'run.offlineSince')}</Text>
    </View>
  );
}
