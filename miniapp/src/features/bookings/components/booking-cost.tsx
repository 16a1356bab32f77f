import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { Fact, Section } from '../../../components/marks';
import { formatMoney, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { Booking } from '../api';
import { QuoteLines } from './quote-lines';

/** How each way of paying but a voucher, which has a name, is called. */
const wayWords = { account: 'pay.account', channel: 'pay.credit' } as const;

/** The price it was booked at; beside it what was really used, once that is known. */
export function BookingCost({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const { bill, quote, dueFen } = booking;
  const { timeZone } = booking.instrument;
  const isPaid = booking.payments.length > 0;
  return (
    <>
      <Section title={bill ? t('bill.quoted') : t('quote.title')}>
        <QuoteLines
          {...quote}
          timeZone={timeZone}
          totalWord={isPaid ? t('quote.total') : t('quote.due')}
        />
        {!bill && isPaid && dueFen ? (
          <Fact label={t('bill.due')} strong>
            {formatMoney(dueFen)}
          </Fact>
        ) : null}
      </Section>
      {bill ? (
        <Section id="bill" title={t('bill.title')}>
          <QuoteLines {...bill} timeZone={timeZone} totalWord={t('quote.total')} />
          {dueFen ? (
            <Fact label={t('bill.due')} strong>
              {formatMoney(dueFen)}
            </Fact>
          ) : null}
        </Section>
      ) : null}
      <Payments booking={booking} />
    </>
  );
}

function Payments({ booking }: { booking: Booking }) {
  const { t, reader } = useWords();
  // What costs nothing is paid for without any part.
  const payments = booking.payments.filter(({ parts }) => parts.length > 0);
  if (!payments.length) return null;
  return (
    <Section title={t('receipt.title')}>
      {payments.map((payment) => (
        <View key={payment.id}>
          {payment.parts.map((part) => (
            <View key={part.kind + part.name} className="line-row">
              <Icon name={part.kind === 'voucher' ? 'ticket' : 'wallet'} className="ink-3" />
              <Text className="grow wrap">
                {part.kind === 'voucher' ? part.name : spaced(t(wayWords[part.kind]), part.name)}
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
