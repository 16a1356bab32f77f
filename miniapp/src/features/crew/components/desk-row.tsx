import { Text, View } from '@tarojs/components';
import { classes } from '../../../components/class-names';
import { Tag } from '../../../components/marks';
import { Press } from '../../../components/press';
import { formatClockRange, formatDay, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Booking } from '../../bookings/api';
import { StateTag } from '../../bookings/components/booking-card';
import { CrewActions } from './crew-actions';

/** One booking on the desk: when, who, on what, and what the crew may do with it. */
export function DeskRow({
  booking,
  chosen,
  onOpen,
}: {
  booking: Booking;
  chosen: boolean;
  onOpen: (booking: Booking) => void;
}) {
  const { t, reader } = useWords();
  const zoned = { ...reader, timeZone: booking.instrument.timeZone };
  const isTimed = booking.startsAt !== null && booking.endsAt !== null;
  return (
    <Press
      id={`desk-${booking.id}`}
      role="link"
      className={classes('desk-row', chosen && 'desk-row-chosen')}
      onPress={() => onOpen(booking)}
    >
      <View className="desk-when">
        <View className="b">
          {isTimed
            ? formatClockRange(
                Date.parse(booking.startsAt ?? ''),
                Date.parse(booking.endsAt ?? ''),
                reader.language,
                zoned.timeZone,
              )
            : t('booking.noTimeYet')}
        </View>
        <View className="t12 ink-3">
          {isTimed ? formatDay(Date.parse(booking.startsAt ?? ''), zoned) : ''}
        </View>
      </View>
      <View className="grow">
        <View className="row row-wrap gap8">
          <Text className="b">{booking.owner.name}</Text>
          <Text className="ink-3 t12">{booking.payer.name}</Text>
        </View>
        <View className="ink-2 wrap">{`${booking.instrument.name} ${booking.instrument.model}`}</View>
        {booking.endMissingAt && booking.state === 'in_use' ? (
          <View className="t12 warn">
            {booking.proposedEndAt
              ? t('desk.endProposed', {
                  time: formatMoment(Date.parse(booking.proposedEndAt), zoned),
                })
              : t('desk.endMissing')}
          </View>
        ) : booking.may.includes('refuse_appeal') && booking.appeal ? (
          <View className="t12 warn wrap">{t('desk.appealed', { reason: booking.appeal })}</View>
        ) : booking.state === 'requested' && booking.answerBy ? (
          <View className="t12 warn">
            {t('desk.answerBy', { time: formatMoment(Date.parse(booking.answerBy), zoned) })}
          </View>
        ) : booking.purpose ? (
          <View className="t12 ink-3 line-1">{booking.purpose}</View>
        ) : null}
      </View>
      <View className="desk-end">
        {booking.resultsWaiting ? (
          <Tag tone="warn">{t('desk.waitsForCheck')}</Tag>
        ) : (
          <StateTag booking={booking} asCrew />
        )}
        <CrewActions booking={booking} />
      </View>
    </Press>
  );
}
