import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { classes } from '../../../components/class-names';
import { Tag } from '../../../components/marks';
import { Press } from '../../../components/press';
import { formatMoney, formatRange } from '../../../lib/formats';
import { type Translate, useWords } from '../../../lib/i18n';
import type { Booking } from '../api';
import { toneOf } from '../steps';
import { useNote } from './booking-note';
import { StepBar } from './step-bar';

/** 11月25日 周三 14:00–16:00, or that the lab has yet to give it machine time. */
export function BookedTime({
  booking,
  className = 't16 b',
}: {
  booking: Booking;
  className?: string;
}) {
  const { t, reader } = useWords();
  if (!booking.startsAt || !booking.endsAt)
    return <View className={className}>{t('booking.noTimeYet')}</View>;
  const words = formatRange(Date.parse(booking.startsAt), Date.parse(booking.endsAt), {
    ...reader,
    timeZone: booking.instrument.timeZone,
  });
  return <View className={className}>{words}</View>;
}

interface StateTagProps {
  booking: Booking;
  /** The reader is the crew that a request waits for. */
  asCrew?: boolean;
}

/** The state in words, red for a dispute, amber while a person is waited for. */
export function StateTag({ booking, asCrew = false }: StateTagProps) {
  const { t } = useWords();
  const waitsForReader = asCrew && booking.may.includes('approve');
  return (
    <Tag tone={toneOf(booking.state)}>
      {waitsForReader
        ? t('state.waitsForCrew')
        : booking.state === 'requested' && booking.waitsFor[0] === 'principal'
          ? t('state.waitsForPrincipal')
          : t(`state.booking.${booking.state}`)}
    </Tag>
  );
}

/** What a hold costs, or what of a paid booking is still due. */
export function payWords({ dueFen, state }: Booking, t: Translate): string {
  return t(state === 'held' ? 'next.pay' : 'next.payDifference', { sum: formatMoney(dueFen) });
}

interface CardProps {
  booking: Booking;
  chosen?: boolean;
  onOpen: (booking: Booking) => void;
  onNext: (booking: Booking, action: 'pay' | 'results' | 'review') => void;
}

/** One booking with its way so far and its one next action. */
export function BookingCard({ booking, chosen, onOpen, onNext }: CardProps) {
  const { t } = useWords();
  const note = useNote(booking);
  const { may } = booking;
  const next = may.includes('pay')
    ? 'pay'
    : may.includes('accept')
      ? 'results'
      : may.includes('review')
        ? 'review'
        : null;
  const isUrgent = next === 'pay' || next === 'results';
  const word = {
    pay: payWords(booking, t),
    results: t('next.results'),
    review: t('next.review'),
  };
  return (
    <Press
      id={`booking-${booking.id}`}
      role="link"
      className={classes(
        'card card-pad column gap8',
        next === 'pay' && 'card-yours',
        chosen && 'card-open',
      )}
      onPress={() => onOpen(booking)}
    >
      <View className="row row-wrap row-top between gap8">
        <BookedTime booking={booking} />
        <StateTag booking={booking} />
      </View>
      <View className="row row-wrap gap12">
        <Text className="ink-2">{`${booking.instrument.name} ${booking.instrument.model}`}</Text>
        <Text className="t12 ink-3">{booking.instrument.unitName}</Text>
      </View>
      <StepBar booking={booking} />
      <View className="row between gap12">
        <Text className="t12 ink-2 grow">{note}</Text>
        {next ? (
          <Button
            kind={isUrgent ? 'primary' : 'outline'}
            id={`next-${booking.id}`}
            onPress={() => onNext(booking, next)}
          >
            {word[next]}
          </Button>
        ) : null}
      </View>
    </Press>
  );
}
