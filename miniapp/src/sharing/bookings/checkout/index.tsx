import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { useBooking } from '../../../features/bookings/use-bookings';
import { CheckoutView } from '../../../features/payments/components/checkout-view';
import { useWords } from '../../../lib/i18n';
import { replaceWith } from '../../../lib/routes';

export default function CheckoutPage() {
  const { t } = useWords();
  const id = useRouter().params['id'] ?? '';
  const query = useBooking(id);
  const booking = query.data;
  const state = booking?.state;
  // An expired hold stays, to say what became of it.
  const isPayable = state === 'expired' || booking?.may.includes('pay') === true;
  useEffect(() => {
    if (state !== undefined && !isPayable) replaceWith('booking', { id });
  }, [state, isPayable, id]);
  if (booking && isPayable) return <CheckoutView booking={booking} />;
  return (
    <PageFrame title={t('page.checkout')} under="bookings" narrow>
      <QueryView query={query}>{() => null}</QueryView>
    </PageFrame>
  );
}
