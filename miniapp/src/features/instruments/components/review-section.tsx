import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { QueryView, Skeleton } from '../../../components/states';
import { formatDate } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { Instrument } from '../api';
import { useReviews } from '../use-instruments';

const heads = ['quality', 'speed', 'attitude', 'value'] as const;

function ReviewItems({ id }: { id: string }) {
  const { t, reader } = useWords();
  const query = useReviews(id);
  return (
    <QueryView query={query} skeleton={<Skeleton count={2} card={false} />}>
      {(data) => (
        <>
          {data.pages
            .flatMap((page) => page.items)
            .map((review) => (
              <View key={review.id} className="review-item">
                <View className="row row-wrap between gap8 t12 ink-3">
                  <Text>
                    {spaced(...heads.map((head) => `${t(`score.${head}`)} ${review.scores[head]}`))}
                  </Text>
                  <Text className="fixed">
                    {spaced(
                      review.authorName,
                      formatDate(Date.parse(review.createdAt), reader, false),
                    )}
                  </Text>
                </View>
                <View className="wrap">{review.text || t('review.noWords')}</View>
              </View>
            ))}
          {query.hasNextPage ? (
            <Button busy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
              {t('review.more')}
            </Button>
          ) : null}
        </>
      )}
    </QueryView>
  );
}

/** Rating, its spread, the four means, and the words on demand. */
export function ReviewSection({ instrument }: { instrument: Instrument }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { rating, ratingHistogram, scoreMeans } = instrument;
  if (rating.mean === null || rating.count === 0) {
    return (
      <Section title={t('review.title')}>
        <View className="ink-3">{t('rating.none')}</View>
      </Section>
    );
  }
  const most = Math.max(1, ...ratingHistogram);
  return (
    <Section title={t('review.title')}>
      <View className="row gap16">
        <View className="fixed">
          <View className="t28 b">{rating.mean.toFixed(1)}</View>
          <View className="t12 ink-3">{t('rating.outOf')}</View>
        </View>
        <View className="grow">
          {[...ratingHistogram].reverse().map((count, index) => (
            <View key={5 - index} className="row gap8 t12">
              <Text className="fixed">{t('rating.points', { points: 5 - index })}</Text>
              <View className="grow score-bar">
                <View className="score-fill" style={{ width: `${(count / most) * 100}%` }} />
              </View>
              <Text className="fixed ink-3 score-count">{String(count)}</Text>
            </View>
          ))}
        </View>
      </View>
      {scoreMeans ? (
        <View className="row space-over">
          {heads.map((head) => (
            <View key={head} className="score-box">
              <View className="t16 b">{scoreMeans[head].toFixed(1)}</View>
              <View className="t12 ink-3">{t(`score.${head}`)}</View>
            </View>
          ))}
        </View>
      ) : null}
      <View className="space-over">
        {isOpen ? (
          <ReviewItems id={instrument.id} />
        ) : (
          <Button kind="text" onPress={() => setOpen(true)}>
            {t('review.all', { count: rating.count })}
          </Button>
        )}
      </View>
    </Section>
  );
}
