import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { Fact, Section } from '../../../components/marks';
import { formatClockRange, formatLength } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { HOUR } from '../../../lib/wall-clock';
import type { Booking } from '../../bookings/api';
import { useEvidence } from '../use-evidence';
import { Ribbon } from './ribbon';

/** What the sensor saw of a booked time, beside what was written down. */
export function RunEvidence({ booking }: { booking: Booking }) {
  const { t, language } = useWords();
  const { data } = useEvidence(booking);
  if (!data || booking.startsAt === null || booking.endsAt === null) return null;
  const { timeZone } = booking.instrument;
  const span = {
    from: Date.parse(booking.startsAt) - HOUR,
    to: Date.parse(booking.endsAt) + HOUR,
  };
  const booked = { bookingId: booking.id, startsAt: booking.startsAt, endsAt: booking.endsAt };
  const { findings, onSeconds, proposal, stretches } = data;
  return (
    <Section id="run-evidence" title={t('evidence.title')}>
      <Ribbon span={span} stretches={stretches} bookings={[booked]} />
      <View className="row between t12 ink-3">
        <Text>{formatClockRange(span.from, span.to, language, timeZone)}</Text>
        <Text>{t('evidence.ribbon')}</Text>
      </View>
      {findings.map((finding) => (
        <View key={finding} className="row gap4 warn rule-line">
          <Icon name="warning" size="s" />
          <Text>{t(`evidence.${finding}`)}</Text>
        </View>
      ))}
      <Fact label={t('evidence.on')}>{formatLength(Math.round(onSeconds / 60), language)}</Fact>
      {proposal ? (
        <Fact label={t('evidence.proposal')} strong>
          {formatClockRange(
            Date.parse(proposal.startedAt),
            Date.parse(proposal.endedAt),
            language,
            timeZone,
          )}
        </Fact>
      ) : null}
    </Section>
  );
}
