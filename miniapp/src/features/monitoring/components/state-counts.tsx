import { Text, View } from '@tarojs/components';
import { StateGlyph } from '../../../components/marks';
import { useWords } from '../../../lib/i18n';
import type { Board } from '../api';
import './state-now.scss';

const states = ['on', 'standby', 'off', 'offline'] as const;

/** How many are in each state. */
export function StateCounts({ counts }: { counts: Board['counts'] }) {
  const { t } = useWords();
  return (
    <View className="state-counts">
      {states.map((state) => (
        <View key={state} id={`count-${state}`} className="state-count">
          <Text className="t28 b">{String(counts[state])}</Text>
          <View className={`row gap8 state-now-${state}`}>
            <StateGlyph state={state} />
            <Text>{t(`state.${state}`)}</Text>
          </View>
        </View>
      ))}
    </View>
  );
}
