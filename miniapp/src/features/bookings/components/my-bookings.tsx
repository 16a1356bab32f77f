import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/button';
import { Tabs } from '../../../components/choices';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { now } from '../../../lib/clock';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { localDate } from '../../../lib/wall-clock';
import type { Booking } from '../api';
import { arrange, groupNames, groups } from '../groups';
import type { Group } from '../groups';
import { useBookingList } from '../use-bookings';
import { BookingCard } from './booking-card';

interface MyBookingsProps {
  chosenId: string | null;
  onOpen: (booking: Booking) => void;
  /** Told what is listed, in its order, for keys and for the pane's first choice. */
  onShown: (ids: string[]) => void;
}

/** The reader's bookings: what waits for them, what runs, what is done, what fell through. */
export function MyBookings({ chosenId, onOpen, onShown }: MyBookingsProps) {
  const { t } = useWords();
  const [group, setGroup] = useState<Group>('needsYou');
  const query = useBookingList({ role: 'mine', group: groupNames[group] });
  const running = useBookingList(
    { role: 'mine', group: 'running', sort: 'soonest' },
    group === 'needsYou',
  );
  const bookings = query.data?.pages.flatMap((page) => page.items) ?? [];
  const first = query.data?.pages[0];
  const counts = first?.counts;
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });

  const handleNext = (booking: Booking, action: 'pay' | 'results' | 'review') => {
    if (action === 'pay') goTo('checkout', { id: booking.id });
    else if (action === 'review') goTo('review', { id: booking.id });
    else onOpen(booking);
  };
  const cards = (list: Booking[]) =>
    list.map((booking) => (
      <BookingCard
        key={booking.id}
        booking={booking}
        chosen={booking.id === chosenId}
        onOpen={onOpen}
        onNext={handleNext}
      />
    ));
  const today = localDate(now());
  const runningNow = running.data?.pages.flatMap((page) => page.items) ?? [];
  const arranged = arrange(bookings, runningNow, (at) => localDate(at) === today);
  const listed =
    group === 'needsYou'
      ? [...arranged.today, ...arranged.waiting, ...arranged.watching]
      : bookings;
  const ids = listed.map((booking) => booking.id).join(',');
  useEffect(() => {
    onShown(ids ? ids.split(',') : []);
  }, [ids, onShown]);
  const options = groups.map((value) => ({
    value,
    name: counts ? `${t(`bookings.${value}`)} ${counts[value]}` : t(`bookings.${value}`),
  }));
  const isEmpty = listed.length === 0;
  return (
    <>
      <Tabs label={t('page.bookings')} options={options} value={group} onPick={setGroup} />
      <QueryView query={query}>
        {() =>
          isEmpty ? (
            <Empty
              icon="calendar"
              title={t(`bookings.empty.${group}`)}
              text={t('bookings.emptyHelp')}
            >
              <Button kind="primary" onPress={() => goTo('home')}>
                {t('bookings.find')}
              </Button>
            </Empty>
          ) : (
            <>
              {group === 'needsYou' ? (
                <>
                  {arranged.today.length ? (
                    <View className="list-note">{t('bookings.today')}</View>
                  ) : null}
                  <View className="list-gap">{cards(arranged.today)}</View>
                  {arranged.waiting.length ? (
                    <View className="list-gap">{cards(arranged.waiting)}</View>
                  ) : (
                    <View className="list-note">{t('bookings.nothingToDo')}</View>
                  )}
                  {arranged.watching.length ? (
                    <View className="list-note">{t('bookings.watch')}</View>
                  ) : null}
                  <View className="list-gap">{cards(arranged.watching)}</View>
                </>
              ) : (
                <View className="list-gap">{cards(bookings)}</View>
              )}
              {group === 'needsYou' && !query.hasNextPage ? null : (
                <ListEnd
                  shown={bookings.length}
                  total={first?.total}
                  isMore={query.hasNextPage}
                  isLoading={query.isFetchingNextPage}
                />
              )}
            </>
          )
        }
      </QueryView>
    </>
  );
}
