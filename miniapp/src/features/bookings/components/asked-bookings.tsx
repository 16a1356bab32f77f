import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { spaced } from '../../../lib/spaced';
import { decideApproval } from '../api';
import type { Booking } from '../api';
import { useBookingAction, useBookingList } from '../use-bookings';
import { BookedTime } from './booking-card';
import { ReasonSheet } from './reason-sheet';

function AskedRow({ booking, onReject }: { booking: Booking; onReject: () => void }) {
  const { t } = useWords();
  const approve = useBookingAction(() => decideApproval(booking.id, 'approve'));
  const handleApprove = () =>
    approve.mutate(undefined, { onSuccess: () => showToast(t('asked.agreed')) });
  return (
    <View className="grant">
      <Press role="link" className="asked-row" onPress={() => goTo('booking', { id: booking.id })}>
        <View className="row row-top between gap12">
          <View className="grow">
            <BookedTime booking={booking} className="b" />
            <View className="t12 ink-3">
              {spaced(booking.owner.name, `${booking.instrument.name} ${booking.instrument.model}`)}
            </View>
          </View>
          <Text className="amount b">{formatMoney((booking.bill ?? booking.quote).totalFen)}</Text>
        </View>
      </Press>
      <View className="row gap12 space-over">
        <Button block id={`asked-reject-${booking.id}`} onPress={onReject}>
          {t('asked.reject')}
        </Button>
        <Button
          block
          kind="primary"
          id={`asked-approve-${booking.id}`}
          busy={approve.isPending}
          busyText={t('action.sending')}
          onPress={handleApprove}
        >
          {t('asked.agree')}
        </Button>
      </View>
      {approve.error ? <Failure error={approve.error} onRetry={handleApprove} /> : null}
    </View>
  );
}

/** Bookings on the group's money that wait for the reader as its head; nothing where none do. */
export function AskedBookings() {
  const { t } = useWords();
  const query = useBookingList({ role: 'principal', group: 'needs_you' });
  const [rejected, setRejected] = useState<Booking | null>(null);
  const bookings = (query.data?.pages.flatMap((page) => page.items) ?? []).filter(({ may }) =>
    may.includes('approve'),
  );
  const count = query.data?.pages[0]?.counts.needsYou ?? 0;
  if (query.error && !query.data) {
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (bookings.length === 0) return null;
  return (
    <Section first id="asked" title={t('asked.title', { count })}>
      {bookings.map((booking) => (
        <AskedRow key={booking.id} booking={booking} onReject={() => setRejected(booking)} />
      ))}
      {query.hasNextPage ? (
        <Button
          busy={query.isFetchingNextPage}
          busyText={t('state.loading')}
          onPress={() => void query.fetchNextPage()}
        >
          {t('asked.more')}
        </Button>
      ) : null}
      {rejected ? (
        <ReasonSheet
          title={t('asked.rejectTitle')}
          text={t('asked.rejectText')}
          label={t('asked.reason')}
          confirm={t('asked.rejectSend')}
          busyText={t('action.sending')}
          onSend={async (reason) => {
            await decideApproval(rejected.id, 'reject', reason);
            showToast(t('asked.rejected'));
          }}
          onClose={() => setRejected(null)}
        />
      ) : null}
    </Section>
  );
}
