import { Text, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { formatCountdown, formatTime } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { now } from '../../../lib/clock';
import { MINUTE } from '../../../lib/wall-clock';
import './step-bar.scss';

const TICKS = 10;

/** The present, once a second while something counts down to `until`. */
export function useCountdown(until: number | null): number {
  const [at, setAt] = useState(now);
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setInterval(() => {
      setAt(now());
      if (now() >= until) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? 0 : Math.max(0, until - at);
}

/** Ten ticks for the ten minutes of a hold, the running one shrinking. */
export function HoldRuler({ until, timeZone }: { until: number; timeZone: string }) {
  const { t } = useWords();
  // A phone knows the server's second, not its millisecond: never more than the ten minutes there are.
  const left = Math.min(useCountdown(until), TICKS * MINUTE);
  return (
    <View className="hold" {...(process.env.TARO_ENV === 'h5' ? { role: 'timer' } : {})}>
      <View className="row row-base between">
        <Text>{t('hold.until', { time: formatTime(until, timeZone) })}</Text>
        <Text className="t20 b accent">{formatCountdown(left)}</Text>
      </View>
      <View className="hold-ticks">
        {Array.from({ length: TICKS }, (_, index) => {
          const share = Math.min(1, Math.max(0, left / MINUTE - index));
          return (
            <View key={index} className="hold-tick">
              <View className="hold-left" style={{ width: `${share * 100}%` }} />
            </View>
          );
        })}
      </View>
    </View>
  );
}
