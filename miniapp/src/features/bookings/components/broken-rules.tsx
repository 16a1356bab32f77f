import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { formatClockRange, formatDay, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Quote } from '../api';
import type { Range } from '../slot-grid';

/** The price is unknown where the choice was found in the calendar alone. */
export type Nearest = Omit<Quote['nearest'][number], 'totalFen'> & { totalFen: number | null };

interface BrokenProps {
  lines: string[];
  nearest: Nearest[];
  timeZone: string;
  onPick?: (range: Range) => void;
}

/** Every broken rule at once, and at the end the nearest choices that work, one tap each. */
export function BrokenRules({ lines, nearest, timeZone, onPick }: BrokenProps) {
  const { reader } = useWords();
  const [first, ...others] = lines;
  if (first === undefined) return null;
  return (
    <View id="broken" className="list-gap">
      <View
        className="notice-box notice-alarm"
        {...(process.env.TARO_ENV === 'h5' ? { role: 'alert' } : {})}
      >
        <Icon name="warning" className="alarm" />
        <View className="grow column gap8">
          <View className="t16 b">{first}</View>
          {others.map((line) => (
            <Text key={line} className="ink-2">
              {line}
            </Text>
          ))}
          {nearest.length ? (
            <View className="row gap8">
              {nearest.map((choice) => {
                const startsAt = Date.parse(choice.startsAt);
                const endsAt = Date.parse(choice.endsAt);
                return (
                  <Press
                    key={choice.startsAt}
                    className="nearest"
                    onPress={() => onPick?.({ startsAt, endsAt })}
                  >
                    <View className="b">{formatDay(startsAt, { ...reader, timeZone })}</View>
                    <View className="b">
                      {formatClockRange(startsAt, endsAt, reader.language, timeZone)}
                    </View>
                    {choice.totalFen !== null ? (
                      <View className="t12">{formatMoney(choice.totalFen)}</View>
                    ) : null}
                  </Press>
                );
              })}
            </View>
          ) : null}
        </View>
      </View>
    </View>
  );
}
