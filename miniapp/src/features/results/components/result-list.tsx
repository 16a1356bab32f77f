import { View } from '@tarojs/components';
import { useQueryClient } from '@tanstack/react-query';
import { QueryView, Skeleton } from '../../../components/states';
import { useResults } from '../use-results';
import { ResultVersion } from './result-version';
import './results.scss';

interface ResultListProps {
  bookingId: string;
  timeZone: string;
  emptyWords: string;
  /** Who judges a dispute sees what was delivered, but reads no file. */
  isFetchable: boolean;
}

/** What the crew delivered, newest first; every download is recorded by the server. */
export function ResultList({ bookingId, timeZone, emptyWords, isFetchable }: ResultListProps) {
  const client = useQueryClient();
  const query = useResults(bookingId);
  const handleFetched = () => void client.invalidateQueries({ queryKey: ['downloads', bookingId] });
  return (
    <QueryView query={query} skeleton={<Skeleton count={1} card={false} />}>
      {(data) =>
        data.items.length ? (
          <>
            {data.items.map((result, index) => (
              <ResultVersion
                key={result.id}
                bookingId={bookingId}
                result={result}
                timeZone={timeZone}
                isNewest={index === 0}
                isFetchable={isFetchable}
                onFetched={handleFetched}
              />
            ))}
          </>
        ) : (
          <View className="ink-3">{emptyWords}</View>
        )
      }
    </QueryView>
  );
}
