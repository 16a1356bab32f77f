import { Text, View } from '@tarojs/components';
import {
  formatClockRange,
  formatDiscount,
  formatHours,
  formatMoney,
  formatQuantity,
} from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { chargeName } from '../../instruments/charge-name';
import type { Booking } from '../api';

type Line = Booking['quote']['lines'][number];

interface LinesProps {
  lines: Line[];
  totalFen: number;
  timeZone: string;
  totalWord: string;
}

/** Each line of a price with how it came about, and the sum. */
export function QuoteLines({ lines, totalFen, timeZone, totalWord }: LinesProps) {
  const { t, language } = useWords();
  const wordsOf = (line: Line) => {
    const name = chargeName(line, t, language);
    if (line.startsAt === null)
      return line.quantity === 1
        ? name
        : `${name} ${formatQuantity(line.quantity)} × ${formatMoney(line.unitFen)}`;
    const off = line.percentOff ? ` × ${formatDiscount(line.percentOff, language)}` : '';
    return `${name} ${formatHours(line.quantity, language)} × ${formatMoney(line.unitFen)}${off}`;
  };
  const isSplit = lines.filter((line) => line.item.endsWith('_hour')).length > 1;
  return (
    <View>
      {lines.map((line, index) => (
        <View key={`${line.item}-${index}`} className="row row-top gap12 rule-line">
          <View className="grow ink-2">
            <View>{wordsOf(line)}</View>
            {isSplit && line.startsAt && line.endsAt ? (
              <View className="t12 ink-3">
                {formatClockRange(
                  Date.parse(line.startsAt),
                  Date.parse(line.endsAt),
                  language,
                  timeZone,
                )}
              </View>
            ) : null}
          </View>
          <Text className="amount">{formatMoney(line.amountFen)}</Text>
        </View>
      ))}
      {lines.length ? null : <View className="ink-3 rule-line">{t('quote.noLines')}</View>}
      <View className="row between quote-total">
        <Text className="b">{totalWord}</Text>
        <Text className="t16 b">{formatMoney(totalFen)}</Text>
      </View>
    </View>
  );
}
