import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { RunEvidence } from '../../monitoring/components/run-evidence';
import { ResultsSection } from '../../results/components/results-section';
import { AddToCalendar } from '../../calendars/components/add-to-calendar';
import { BookingReview } from '../../reviews/components/booking-review';
import { appealBooking, waiveBooking } from '../api';
import type { Booking } from '../api';
import { AnswerRequest } from './answer-request';
import { BookedTime, payWords, StateTag } from './booking-card';
import { useNote } from './booking-note';
import { BookingCost } from './booking-cost';
import { BookingFacts } from './booking-facts';
import { CancelSheet } from './cancel-sheet';
import { HoldRuler } from './hold-ruler';
import { ReasonSheet } from './reason-sheet';
import { mustPayFirst } from './next-step';
import { StepBar } from './step-bar';

/** Steps that ask for a reason. */
const reasoned = { appeal: appealBooking, waive: waiveBooking };

/** One booking whole: time, way so far, results, cost, receipt, and what else its owner may do. */
export function BookingView({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const [sheet, setSheet] = useState<'cancel' | keyof typeof reasoned | null>(null);
  const { may } = booking;
  const hasResults =
    booking.resultsCount > 0 ||
    booking.resultsWaiting ||
    booking.state === 'awaiting_results' ||
    may.includes('accept');
  const note = useNote(booking);
  return (
    <>
      {booking.state === 'held' && booking.holdExpiresAt ? (
        <HoldRuler
          until={Date.parse(booking.holdExpiresAt)}
          timeZone={booking.instrument.timeZone}
        />
      ) : null}
      <Section first>
        <View className="row row-wrap row-top between gap8">
          <BookedTime booking={booking} className="t20 b" />
          <StateTag booking={booking} asCrew />
        </View>
        <View className="t16 ink-2">{`${booking.instrument.name} ${booking.instrument.model}`}</View>
        <View className="ink-3">{booking.instrument.unitName}</View>
        <View className="space-over">
          <StepBar booking={booking} />
        </View>
        <View className="t12 ink-2 space-over">{note}</View>
        {may.includes('approve') ? <AnswerRequest booking={booking} /> : null}
      </Section>
      {hasResults ? (
        <ResultsSection
          booking={booking}
          payButton={
            mustPayFirst(booking) ? (
              <Button
                kind="primary"
                block
                id="pay"
                onPress={() => goTo('checkout', { id: booking.id })}
              >
                {payWords(booking, t)}
              </Button>
            ) : null
          }
        />
      ) : null}
      <RunEvidence booking={booking} />
      <BookingCost booking={booking} />
      {booking.reviewedAt ? <BookingReview bookingId={booking.id} /> : null}
      <BookingFacts booking={booking} />
      <View className="row row-wrap gap12 booking-ways">
        {may.includes('cancel') ? (
          <Button id="cancel" onPress={() => setSheet('cancel')}>
            {booking.state === 'held' ? t('cancel.letGoDo') : t('cancel.do')}
          </Button>
        ) : null}
        {may.includes('move') ? (
          <Button id="move" onPress={() => goTo('move', { id: booking.id })}>
            {t(
              booking.startsAt === null
                ? 'move.place'
                : booking.state === 'in_use'
                  ? 'move.extend'
                  : 'move.title',
            )}
          </Button>
        ) : null}
        {may.includes('appeal') ? (
          <Button id="appeal" onPress={() => setSheet('appeal')}>
            {t('appeal.do')}
          </Button>
        ) : null}
        {may.includes('waive') ? (
          <Button id="waive" onPress={() => setSheet('waive')}>
            {t('waive.do')}
          </Button>
        ) : null}
        {may.includes('review') && may.includes('accept') ? (
          <Button id="review" onPress={() => goTo('review', { id: booking.id })}>
            {t('next.review')}
          </Button>
        ) : null}
        <AddToCalendar booking={booking} />
        <Button onPress={() => goTo('book', { id: booking.instrumentId })}>
          {t('next.again')}
        </Button>
      </View>
      {sheet === 'cancel' ? <CancelSheet booking={booking} onClose={() => setSheet(null)} /> : null}
      {sheet !== null && sheet !== 'cancel' ? (
        <ReasonSheet
          title={t(`${sheet}.title`)}
          text={t(`${sheet}.text`)}
          label={t(`${sheet}.label`)}
          confirm={t(`${sheet}.send`)}
          busyText={t('action.sending')}
          onSend={(reason) => reasoned[sheet](booking.id, reason)}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  );
}
