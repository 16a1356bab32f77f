import { Text, View } from '@tarojs/components';
import { Stepper } from '../../../components/choices';
import { Fact, Section } from '../../../components/marks';
import { formatLength, formatMoment, formatMoney, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { MINUTE } from '../../../lib/wall-clock';
import type { Booking } from '../api';
import type { Range } from '../slot-grid';
import type { ChangeQuote } from '../use-move';
import { QuoteLines } from './quote-lines';

interface MoveFactsProps {
  booking: Booking;
  gridMs: number;
  was: Range | null;
  chosen: Range;
  quote: ChangeQuote | null;
  onChoose: (range: Range) => void;
}

/** Before and after side by side: times, length, sum, and what is paid or given back. */
export function MoveFacts({ booking, gridMs, was, chosen, quote, onChoose }: MoveFactsProps) {
  const { t, language, reader } = useWords();
  const zoned = { ...reader, timeZone: booking.instrument.timeZone };
  const words = (range: Range) => formatRange(range.startsAt, range.endsAt, zoned);
  const lengthMs = chosen.endsAt - chosen.startsAt;
  const resized = (by: number) => ({ startsAt: chosen.startsAt, endsAt: chosen.endsAt + by });
  const isChanged = was?.startsAt !== chosen.startsAt || was.endsAt !== chosen.endsAt;
  // Ending earlier than booked is finishing, not moving.
  const least = booking.state === 'in_use' && was ? was.endsAt - was.startsAt : 0;
  return (
    <>
      <Section>
        {was && isChanged ? (
          <Fact label={t('move.wasTime')}>
            <Text className="struck">{words(was)}</Text>
          </Fact>
        ) : null}
        <Fact label={isChanged ? t('move.newTime') : t('move.time')} strong>
          {words(chosen)}
        </Fact>
        <View className="line-row">
          <Text className="ink-2 grow">{t('book.length')}</Text>
          <Stepper
            value={formatLength(lengthMs / MINUTE, language)}
            lessLabel={t('book.shorter')}
            moreLabel={t('book.longer')}
            onLess={lengthMs - gridMs > least ? () => onChoose(resized(-gridMs)) : undefined}
            onMore={() => onChoose(resized(gridMs))}
          />
        </View>
      </Section>
      {quote ? (
        <Section title={t('quote.title')}>
          <QuoteLines
            lines={quote.lines}
            totalFen={quote.totalFen}
            timeZone={booking.instrument.timeZone}
            totalWord={t('move.total')}
          />
          <Fact label={t('move.was')}>{formatMoney(quote.wasFen)}</Fact>
          {quote.dueFen ? (
            <Fact label={t('move.due', { sum: formatMoney(quote.account.balanceFen) })} strong>
              {formatMoney(quote.dueFen)}
            </Fact>
          ) : null}
          {quote.backFen ? (
            <Fact label={t('move.back')} strong>
              {formatMoney(quote.backFen)}
            </Fact>
          ) : null}
          {booking.state === 'requested' ? (
            <Text className="t12 ink-3 rule-line">{t('move.asksAgain')}</Text>
          ) : null}
          {quote.freeCancelUntil ? (
            <View className="t12 ink-3 rule-line">
              {t('cancel.freeUntil', {
                time: formatMoment(Date.parse(quote.freeCancelUntil), zoned),
              })}
            </View>
          ) : null}
        </Section>
      ) : null}
    </>
  );
}
