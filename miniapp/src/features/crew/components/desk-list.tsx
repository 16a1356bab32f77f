import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useEffect, useMemo } from 'react';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { now } from '../../../lib/clock';
import { startOfDay } from '../../../lib/wall-clock';
import type { Booking } from '../../bookings/api';
import { useBookingList } from '../../bookings/use-bookings';
import { queueWish } from '../queues';
import type { Queue } from '../queues';
import { DeskRow } from './desk-row';
import './desk-list.scss';

interface DeskListProps {
  queue: Queue;
  chosenId: string | null;
  onOpen: (booking: Booking) => void;
  onShown: (ids: string[]) => void;
}

/** One queue of the desk as rows. */
export function DeskList({ queue, chosenId, onOpen, onShown }: DeskListProps) {
  const { t } = useWords();
  const today = startOfDay(now());
  const wish = useMemo(() => queueWish(queue, today), [queue, today]);
  const query = useBookingList(wish);
  const bookings = query.data?.pages.flatMap((page) => page.items) ?? [];
  const ids = bookings.map((booking) => booking.id).join(',');
  useEffect(() => onShown(ids ? ids.split(',') : []), [ids, onShown]);
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  return (
    <QueryView query={query}>
      {(data) =>
        bookings.length ? (
          <>
            <View className="desk-list">
              {bookings.map((booking) => (
                <DeskRow
                  key={booking.id}
                  booking={booking}
                  chosen={booking.id === chosenId}
                  onOpen={onOpen}
                />
              ))}
            </View>
            <ListEnd
              shown={bookings.length}
              total={data.pages[0]?.total}
              isMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
            />
          </>
        ) : (
          <Empty icon="desk" title={t(`desk.empty.${queue}`)} text={t('desk.emptyHelp')} />
        )
      }
    </QueryView>
  );
}
