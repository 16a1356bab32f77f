import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Segments } from '../../../components/choices';
import { ListEnd, QueryView, Skeleton } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import type { ReviewSort } from '../api';
import { useReviews } from '../use-reviews';
import { ReviewItem } from './review-item';

const sorts: ReviewSort[] = ['newest', 'highest', 'lowest'];

interface ReviewListProps {
  instrumentId: string;
  /** Only reviews of these stars; null shows all. */
  stars: number | null;
}

/** The words of an instrument's reviews, page by page. */
export function ReviewList({ instrumentId, stars }: ReviewListProps) {
  const { t } = useWords();
  const [sort, setSort] = useState<ReviewSort>('newest');
  const query = useReviews(instrumentId, { sort, stars: stars ?? undefined });
  return (
    <>
      <Segments
        label={t('review.sort')}
        options={sorts.map((value) => ({ value, name: t(`review.sort.${value}`) }))}
        value={sort}
        onPick={setSort}
      />
      <QueryView query={query} skeleton={<Skeleton count={2} card={false} />}>
        {(data) => {
          const reviews = data.pages.flatMap((page) => page.items);
          return reviews.length ? (
            <View className="space-over">
              {reviews.map((review) => (
                <ReviewItem key={review.id} review={review} />
              ))}
              {query.hasNextPage ? (
                <View className="row">
                  <Button
                    block
                    busy={query.isFetchingNextPage}
                    busyText={t('state.loading')}
                    onPress={() => void query.fetchNextPage()}
                  >
                    {t('review.more')}
                  </Button>
                </View>
              ) : (
                <ListEnd shown={reviews.length} isMore={false} isLoading={false} />
              )}
            </View>
          ) : (
            <View className="space-over ink-3">
              <Text>{stars ? t('review.noneWith', { points: stars }) : t('review.noneShown')}</Text>
            </View>
          );
        }}
      </QueryView>
    </>
  );
}
