import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Chip, Section } from '../../../components/marks';
import { useWords } from '../../../lib/i18n';
import { ReviewList } from '../../reviews/components/review-list';
import { heads } from '../../reviews/score-words';
import type { Instrument } from '../api';

/** Rating, its spread, the four means, and the words on demand. */
export function ReviewSection({ instrument }: { instrument: Instrument }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [stars, setStars] = useState<number | null>(null);
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
          {[5, 4, 3, 2, 1].map((points) => {
            const count = ratingHistogram[points - 1] ?? 0;
            return (
              <View key={points} className="row gap8 t12">
                <Text className="fixed score-points">{t('rating.points', { points })}</Text>
                <View className="grow score-bar">
                  <View className="score-fill" style={{ width: `${(count / most) * 100}%` }} />
                </View>
                <Text className="fixed ink-3 score-count">{String(count)}</Text>
              </View>
            );
          })}
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
          <>
            <View className="row row-wrap chip-rows">
              {[5, 4, 3, 2, 1].map((points) => (
                <Chip
                  key={points}
                  tone={stars === points ? 'chosen' : 'plain'}
                  label={t('review.onlyStars', { points })}
                  onPress={() => setStars(stars === points ? null : points)}
                >
                  {t('rating.points', { points })}
                </Chip>
              ))}
            </View>
            <ReviewList instrumentId={instrument.id} stars={stars} />
          </>
        ) : (
          <Button kind="text" id="all-reviews" onPress={() => setOpen(true)}>
            {t('review.all', { count: rating.count })}
          </Button>
        )}
      </View>
    </Section>
  );
}
