import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { Fact, Section } from '../../../components/marks';
import { showToast } from '../../../components/toast';
import { Failure } from '../../../components/states';
import { formatMoney, formatMoment, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { spaced } from '../../../lib/spaced';
import { ResultList } from '../../results/components/result-list';
import { acceptResult, disputeResult } from '../api';
import type { Booking } from '../api';
import { useBookingAction } from '../use-bookings';
import { BookedTime, StateTag } from './booking-card';
import { CancelSheet } from './cancel-sheet';
import { HoldRuler } from './hold-ruler';
import { QuoteLines } from './quote-lines';
import { ReasonSheet } from './reason-sheet';
import { StepBar } from './step-bar';

function Payments({ booking }: { booking: Booking }) {
  const { t, reader } = useWords();
  if (!booking.payments.length) return null;
  return (
    <Section title={t('receipt.title')}>
      {booking.payments.map((payment) => (
        <View key={payment.id}>
          {payment.parts.map((part) => (
            <View key={part.kind + part.name} className="line-row">
              <Icon name={part.kind === 'voucher' ? 'ticket' : 'wallet'} className="ink-3" />
              <Text className="grow wrap">
                {part.kind === 'account' ? spaced(t('pay.account'), part.name) : part.name}
              </Text>
              <View className="amount">
                <View className="b">{formatMoney(part.amountFen)}</View>
                {part.refundedFen ? (
                  <View className="t12 ink-3">
                    {t('receipt.refunded', { sum: formatMoney(part.refundedFen) })}
                  </View>
                ) : null}
              </View>
            </View>
          ))}
          <View className="t12 ink-3 rule-line">
            {t('receipt.paidAt', {
              time: formatMoment(Date.parse(payment.paidAt), reader),
              id: payment.id,
            })}
          </View>
        </View>
      ))}
    </Section>
  );
}

function Facts({ booking }: { booking: Booking }) {
  const { t, reader } = useWords();
  const zoned = { ...reader, timeZone: booking.instrument.timeZone };
  const { actualStartsAt, actualEndsAt } = booking;
  const used =
    actualStartsAt && actualEndsAt
      ? formatRange(Date.parse(actualStartsAt), Date.parse(actualEndsAt), zoned)
      : actualStartsAt
        ? t('booking.since', { time: formatMoment(Date.parse(actualStartsAt), zoned) })
        : t('word.none');
  return (
    <Section title={t('booking.facts')}>
      <Fact label={t('booking.service')}>{t(`service.${booking.service}`)}</Fact>
      <Fact label={t('booking.room')}>{booking.instrument.room || t('word.none')}</Fact>
      <Fact label={t('booking.owner')}>{booking.owner.name}</Fact>
      <Fact label={t('booking.payer')}>{booking.payer.name}</Fact>
      <Fact label={t('booking.purpose')}>{booking.purpose || t('word.none')}</Fact>
      <Fact label={t('booking.actual')}>{used}</Fact>
      {booking.reviewedAt ? (
        <Fact label={t('review.yours')}>{formatMoment(Date.parse(booking.reviewedAt), zoned)}</Fact>
      ) : null}
      {booking.reason ? <Fact label={t('booking.reason')}>{booking.reason}</Fact> : null}
      <Fact label={t('booking.number')}>{booking.id}</Fact>
    </Section>
  );
}

/** One booking whole: time, way so far, results, cost, receipt, and what its owner may do next. */
export function BookingView({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const [sheet, setSheet] = useState<'cancel' | 'dispute' | null>(null);
  const accept = useBookingAction(() => acceptResult(booking.id));
  const { may } = booking;
  const handleAccept = () =>
    accept.mutate(undefined, { onSuccess: () => showToast(t('results.accepted')) });
  const hasResults =
    booking.resultsCount > 0 || booking.state === 'awaiting_results' || may.includes('accept');
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
      </Section>
      {hasResults ? (
        <Section id="results" title={t('results.title')}>
          <ResultList
            bookingId={booking.id}
            emptyWords={may.includes('accept') ? t('results.noFiles') : t('results.none')}
          />
          {may.includes('accept') ? (
            <View className="row gap12 space-over">
              {may.includes('dispute') ? (
                <Button kind="text" id="dispute" onPress={() => setSheet('dispute')}>
                  {t('next.dispute')}
                </Button>
              ) : null}
              <Button
                kind="primary"
                block
                id="accept"
                busy={accept.isPending}
                busyText={t('results.accepting')}
                onPress={handleAccept}
              >
                {t('next.accept')}
              </Button>
            </View>
          ) : null}
          {accept.error ? <Failure error={accept.error} onRetry={handleAccept} /> : null}
        </Section>
      ) : null}
      <Section title={t('quote.title')}>
        <QuoteLines
          lines={booking.quote.lines}
          totalFen={booking.quote.totalFen}
          timeZone={booking.instrument.timeZone}
          totalWord={t('quote.due')}
        />
      </Section>
      <Payments booking={booking} />
      <Facts booking={booking} />
      <View className="row row-wrap gap12 booking-ways">
        {may.includes('cancel') ? (
          <Button id="cancel" onPress={() => setSheet('cancel')}>
            {booking.state === 'held' ? t('cancel.letGoDo') : t('cancel.do')}
          </Button>
        ) : null}
        {may.includes('review') ? (
          <Button id="review" onPress={() => goTo('review', { id: booking.id })}>
            {t('next.review')}
          </Button>
        ) : null}
        <Button onPress={() => goTo('book', { id: booking.instrumentId })}>
          {t('next.again')}
        </Button>
        {may.includes('pay') ? (
          <Button
            kind="primary"
            block
            id="pay"
            onPress={() => goTo('checkout', { id: booking.id })}
          >
            {t('next.pay', { sum: formatMoney(booking.quote.totalFen) })}
          </Button>
        ) : null}
      </View>
      {sheet === 'cancel' ? <CancelSheet booking={booking} onClose={() => setSheet(null)} /> : null}
      {sheet === 'dispute' ? (
        <ReasonSheet
          title={t('dispute.title')}
          text={t('dispute.text')}
          label={t('dispute.label')}
          confirm={t('dispute.send')}
          busyText={t('action.sending')}
          onSend={(reason) => disputeResult(booking.id, reason)}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  );
}
