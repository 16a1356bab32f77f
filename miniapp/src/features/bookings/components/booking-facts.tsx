import { Fact, Section } from '../../../components/marks';
import { formatMoment, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Booking } from '../api';
import { waitsForWords } from './booking-note';

/** Who, where, what for, when really, and what was decided about it. */
export function BookingFacts({ booking }: { booking: Booking }) {
  const { t, reader } = useWords();
  const zoned = { ...reader, timeZone: booking.instrument.timeZone };
  const { actualStartsAt, actualEndsAt } = booking;
  const used =
    actualStartsAt && actualEndsAt
      ? formatRange(Date.parse(actualStartsAt), Date.parse(actualEndsAt), zoned)
      : actualStartsAt
        ? t('booking.since', { time: formatMoment(Date.parse(actualStartsAt), zoned) })
        : null;
  return (
    <Section title={t('booking.facts')}>
      <Fact label={t('booking.service')}>{t(`service.${booking.service}`)}</Fact>
      <Fact label={t('booking.room')}>{booking.instrument.room || t('word.none')}</Fact>
      <Fact label={t('booking.owner')}>{booking.owner.name}</Fact>
      <Fact label={t('booking.payer')}>{booking.payer.name}</Fact>
      {booking.madeBy ? <Fact label={t('booking.madeBy')}>{t('booking.byCrew')}</Fact> : null}
      {booking.items.map((item) => (
        <Fact
          key={item.testItemId}
          label={t('booking.samples')}
        >{`${item.name} × ${item.count}`}</Fact>
      ))}
      {booking.waitsFor.length ? (
        <Fact label={t('booking.waitsFor')}>{waitsForWords(booking, t)}</Fact>
      ) : null}
      <Fact label={t('booking.purpose')}>{booking.purpose || t('word.none')}</Fact>
      {used ? <Fact label={t('booking.actual')}>{used}</Fact> : null}
      {booking.reviewedAt ? (
        <Fact label={t('review.yours')}>{formatMoment(Date.parse(booking.reviewedAt), zoned)}</Fact>
      ) : null}
      {booking.reason ? <Fact label={t('booking.reason')}>{booking.reason}</Fact> : null}
      {booking.overrides.map(({ at, reason }) => (
        <Fact key={at} label={t('booking.override')}>
          {reason}
        </Fact>
      ))}
      {booking.appeal ? <Fact label={t('booking.appeal')}>{booking.appeal}</Fact> : null}
      {booking.waivedAt ? (
        <Fact label={t('booking.waived')}>{formatMoment(Date.parse(booking.waivedAt), zoned)}</Fact>
      ) : null}
      <Fact label={t('booking.number')}>{booking.id}</Fact>
    </Section>
  );
}
