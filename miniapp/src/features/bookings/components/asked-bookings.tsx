import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import { Failure } from '../../../components/states';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { spaced } from '../../../lib/spaced';
import type { Booking } from '../api';
import { useBookingList } from '../use-bookings';
import { AnswerRequest } from './answer-request';
import { BookedTime } from './booking-card';

function AskedRow({ booking }: { booking: Booking }) {
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
      <AnswerRequest booking={booking} />
    </View>
  );
}

/** Bookings on the group's money that wait for the reader as its head; nothing where none do. */
export function AskedBookings() {
  const { t } = useWords();
  const query = useBookingList({ role: 'principal', group: 'needs_you' });
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
        <AskedRow key={booking.id} booking={booking} />
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
    </Section>
  );
}
