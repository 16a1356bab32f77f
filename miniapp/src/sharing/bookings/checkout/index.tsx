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
  const state = query.data?.state;
  const isPayable = state === 'held' || state === 'expired';
  useEffect(() => {
    if (state !== undefined && !isPayable) replaceWith('booking', { id });
  }, [state, isPayable, id]);
  if (query.data && isPayable) return <CheckoutView booking={query.data} />;
  return (
    <PageFrame title={t('page.checkout')} under="bookings" narrow>
      <QueryView query={query}>{() => null}</QueryView>
    </PageFrame>
  );
}
