import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { Fact, Section } from '../../../components/marks';
import { PageFrame } from '../../../components/page-frame';
import { Empty, Failure } from '../../../components/states';
import { formatMoney, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { isProblem } from '../../../lib/problem-error';
import { queryClient } from '../../../lib/query';
import { replaceWith } from '../../../lib/routes';
import { payBooking } from '../../bookings/api';
import type { Booking } from '../../bookings/api';
import { BookedTime } from '../../bookings/components/booking-card';
import { waitsForWords } from '../../bookings/components/booking-note';
import { HoldRuler, useCountdown } from '../../bookings/components/hold-ruler';
import { LimitLine } from '../../bookings/components/limit-line';
import { QuoteLines } from '../../bookings/components/quote-lines';
import { useBookingAction, useIntention } from '../../bookings/use-bookings';
import { paidFen, splitPayment } from '../split';
import { type Chosen, RestSection } from './rest-section';
import { ShareBar } from './share-bar';
import { VoucherPicker } from './voucher-picker';
import { spaced } from '../../../lib/spaced';

function HoldOver({ booking }: { booking: Booking }) {
  const { t } = useWords();
  return (
    <Empty icon="clock" title={t('hold.over')} text={t('hold.overText')}>
      <Button kind="primary" onPress={() => replaceWith('book', { id: booking.instrumentId })}>
        {t('hold.again')}
      </Button>
    </Empty>
  );
}

/**
 * Cost, voucher, account, and paying: of a hold with its countdown, or of the difference that a longer use or a
 * move has left. Nothing chosen here is lost when paying fails.
 */
export function CheckoutView({ booking }: { booking: Booking }) {
  const { t, reader } = useWords();
  const { quote, dueFen } = booking;
  const isHold = booking.state === 'held' || booking.state === 'expired';
  const best = quote.vouchers
    .filter((voucher) => voucher.refusedBecause === null && voucher.payableFen > 0)
    .sort((a, b) => b.payableFen - a.payableFen)[0];
  const [grantId, setGrantId] = useState<string | null>(best?.grantId ?? null);
  const [chosen, setChosen] = useState<Chosen>({ account: true, credit: true });
  const intention = useIntention();
  const until = isHold ? Date.parse(booking.holdExpiresAt ?? booking.createdAt) : null;
  const left = useCountdown(until);

  const voucher = quote.vouchers.find((each) => each.grantId === grantId);
  const split = splitPayment(
    dueFen,
    voucher?.payableFen ?? 0,
    chosen.account ? (quote.account?.balanceFen ?? 0) : 0,
    chosen.credit ? (quote.credit?.leftFen ?? 0) : 0,
  );
  const body = {
    ...(voucher && split.voucherFen
      ? { voucherGrantId: voucher.grantId, voucherFen: split.voucherFen }
      : {}),
    ...(split.accountFen ? { accountFen: split.accountFen } : {}),
    ...(split.creditFen ? { channel: 'transfer' as const, channelFen: split.creditFen } : {}),
  };
  const pay = useBookingAction(() => payBooking(booking.id, body, intention.keyFor(body)));
  const handlePay = () =>
    pay.mutate(undefined, {
      onSuccess: (answer) => {
        intention.done();
        // The page leaves for the booking as soon as its state is no longer held.
        queryClient.setQueriesData({ queryKey: ['booking', booking.id] }, answer.booking);
      },
    });
  const isOver =
    isHold &&
    (left === 0 || isProblem(pay.error, 'booking.hold_expired') || booking.state === 'expired');
  const zoned = { ...reader, timeZone: booking.instrument.timeZone };
  const bill = booking.bill ?? quote;
  const title = isHold ? t('page.checkout') : t('page.difference');
  if (isOver && !pay.isPending && !pay.isSuccess) {
    return (
      <PageFrame title={title} under="bookings" narrow>
        <HoldOver booking={booking} />
      </PageFrame>
    );
  }
  const isShort = split.restFen > 0;
  return (
    <PageFrame
      title={title}
      under="bookings"
      narrow
      bottom={
        <View>
          {isShort ? (
            <View className="row row-top gap8 alarm hold-broken">
              <Icon name="warning" size="s" />
              <Text className="grow">
                {t(quote.credit ? 'pay.shortCredit' : 'pay.short', {
                  sum: formatMoney(split.restFen),
                })}
              </Text>
            </View>
          ) : null}
          <View className="row between gap16">
            <View className="grow">
              <View className="t12 ink-3">
                {t(split.creditFen ? 'pay.withCredit' : dueFen ? 'pay.fromAccount' : 'quote.due')}
              </View>
              <View className="t28 b">{formatMoney(split.accountFen + split.creditFen)}</View>
            </View>
            <Button
              id="pay"
              kind="primary"
              block
              disabled={isShort}
              busy={pay.isPending}
              busyText={t('pay.busy')}
              onPress={handlePay}
            >
              {isShort
                ? t('pay.shortButton')
                : dueFen
                  ? t('pay.do', { sum: formatMoney(dueFen) })
                  : t('pay.free')}
            </Button>
          </View>
          {isHold && booking.freeCancelUntil ? (
            <View className="t12 ink-3 space-over">
              {t('pay.cancelTerms', {
                time: formatMoment(Date.parse(booking.freeCancelUntil), zoned),
              })}
            </View>
          ) : null}
        </View>
      }
    >
      {until === null ? null : <HoldRuler until={until} timeZone={booking.instrument.timeZone} />}
      <Section first>
        <BookedTime booking={booking} className="t20 b" />
        <View className="ink-2">
          {spaced(
            `${booking.instrument.name} ${booking.instrument.model}`,
            t(`service.${booking.service}`),
          )}
        </View>
        <View className="t12 ink-3">
          {spaced(booking.instrument.unitName, booking.instrument.room)}
        </View>
        {isHold && booking.waitsFor.length ? (
          <View className="row gap8 t12 ink-2 space-over">
            <Icon name="clock" size="s" />
            <Text className="grow">{t('pay.approval', { who: waitsForWords(booking, t) })}</Text>
          </View>
        ) : null}
      </Section>
      <Section
        title={booking.bill ? t('bill.title') : t('quote.title')}
        aside={
          isHold ? (
            <View className="row gap4 t12 ink-3">
              <Icon name="lock" size="s" />
              <Text>{t('quote.frozen')}</Text>
            </View>
          ) : null
        }
      >
        <QuoteLines
          lines={bill.lines}
          totalFen={bill.totalFen}
          timeZone={booking.instrument.timeZone}
          totalWord={isHold ? t('quote.due') : t('quote.total')}
        />
        {isHold ? null : (
          <>
            <Fact label={t('bill.paid')}>{formatMoney(paidFen(booking.payments))}</Fact>
            <Fact label={t('bill.due')} strong>
              {formatMoney(dueFen)}
            </Fact>
          </>
        )}
        <LimitLine limit={quote.memberLimit} isCounted />
      </Section>
      {dueFen && quote.vouchers.length ? (
        <View className="section section-flush">
          <View className="section-head section-pad">
            <View className="section-title">{t('voucher.title')}</View>
            <Text className="t12 ink-3">{t('voucher.one')}</Text>
          </View>
          <VoucherPicker vouchers={quote.vouchers} chosenId={grantId} onPick={setGrantId} />
        </View>
      ) : null}
      {dueFen ? (
        <RestSection
          booking={booking}
          restFen={dueFen - split.voucherFen}
          split={split}
          chosen={chosen}
          onChoose={setChosen}
        />
      ) : null}
      {split.voucherFen || split.creditFen || split.restFen ? (
        <View className="section">
          <ShareBar
            parts={[
              { name: t('voucher.short'), amountFen: split.voucherFen },
              { name: t('pay.accountShort'), amountFen: split.accountFen },
              { name: t('pay.creditShort'), amountFen: split.creditFen },
              { name: t('pay.uncovered'), amountFen: split.restFen },
            ]}
          />
        </View>
      ) : null}
      {pay.error ? <Failure error={pay.error} onRetry={handlePay} /> : null}
    </PageFrame>
  );
}
