import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import { QueryView, Skeleton } from '../../../components/states';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { spaced } from '../../../lib/spaced';
import { useBookingList } from '../use-bookings';
import { BookedTime, StateTag } from './booking-card';

/** What the reader's companies paid for, newest first, whoever booked it. */
export function CompanyBookings() {
  const { t } = useWords();
  const query = useBookingList({ role: 'company' });
  const bookings = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('company.bookings')}>
      <QueryView query={query} skeleton={<Skeleton count={2} card={false} />}>
        {() => (
          <>
            {bookings.map((booking) => (
              <Press
                key={booking.id}
                role="link"
                className="line-row"
                onPress={() => goTo('booking', { id: booking.id })}
              >
                <View className="grow">
                  <BookedTime booking={booking} className="b" />
                  <View className="t12 ink-3">
                    {spaced(
                      `${booking.instrument.name} ${booking.instrument.model}`,
                      booking.owner.name,
                    )}
                  </View>
                </View>
                <View className="amount column gap4">
                  <Text className="b">{formatMoney((booking.bill ?? booking.quote).totalFen)}</Text>
                  <StateTag booking={booking} />
                </View>
              </Press>
            ))}
            {bookings.length ? null : <View className="ink-3">{t('company.none')}</View>}
            {query.hasNextPage ? (
              <Button
                busy={query.isFetchingNextPage}
                busyText={t('state.loading')}
                onPress={() => void query.fetchNextPage()}
              >
                {t('company.more')}
              </Button>
            ) : null}
          </>
        )}
      </QueryView>
    </Section>
  );
}
