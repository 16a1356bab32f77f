import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Press } from '../../../components/press';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { formatDate } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { spaced } from '../../../lib/spaced';
import type { Review } from '../api';
import { scoreWords } from '../score-words';
import { useAppeals } from '../use-reviews';
import { type Answer, AnswerSheet } from './answer-sheet';
import { AppealWords } from './review-item';

function AppealCard({
  review,
  onAnswer,
}: {
  review: Review;
  onAnswer: (review: Review, answer: Answer) => void;
}) {
  const { t, reader } = useWords();
  return (
    <View className="card card-pad" id={`appeal-card-${review.id}`}>
      <Press
        role="link"
        className="small-press accent"
        onPress={() => goTo('instrument', { id: review.instrumentId })}
      >
        <Text className="b">{review.instrumentName}</Text>
      </Press>
      <View className="t12 ink-3 space-over">
        {spaced(
          review.unitName,
          review.authorName,
          formatDate(Date.parse(review.createdAt), reader, false),
        )}
      </View>
      <View className="t12 ink-3 space-over">{scoreWords(review.scores, t)}</View>
      <View className="said">{review.text || t('review.noWords')}</View>
      {review.reply ? (
        <View className="review-reply">
          <View className="t12 ink-3">{t('review.replyBy', { by: review.reply.by })}</View>
          <View className="said">{review.reply.text}</View>
        </View>
      ) : null}
      <AppealWords review={review} />
      {review.may.includes('judge') ? (
        <View className="row gap12 space-over">
          <Button block id={`restore-${review.id}`} onPress={() => onAnswer(review, 'restore')}>
            {t('answer.restore.do')}
          </Button>
          <Button block id={`remove-${review.id}`} onPress={() => onAnswer(review, 'remove')}>
            {t('answer.remove.do')}
          </Button>
        </View>
      ) : null}
    </View>
  );
}

/** Appeals that wait for this office, the longest waiting first, or what it judged last. */
export function AppealList({ state }: { state: 'open' | 'judged' }) {
  const { t } = useWords();
  const query = useAppeals(state);
  const [asked, setAsked] = useState<{ review: Review; answer: Answer } | null>(null);
  const reviews = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <QueryView query={query}>
      {() =>
        reviews.length ? (
          <>
            <View className="list-gap">
              {reviews.map((review) => (
                <AppealCard
                  key={review.id}
                  review={review}
                  onAnswer={(one, answer) => setAsked({ review: one, answer })}
                />
              ))}
              {query.hasNextPage ? (
                <Button
                  busy={query.isFetchingNextPage}
                  busyText={t('state.loading')}
                  onPress={() => void query.fetchNextPage()}
                >
                  {t('review.more')}
                </Button>
              ) : (
                <ListEnd shown={reviews.length} isMore={false} isLoading={false} />
              )}
            </View>
            {asked ? <AnswerSheet {...asked} onClose={() => setAsked(null)} /> : null}
          </>
        ) : (
          <Empty
            icon="check"
            title={t(state === 'open' ? 'appeals.none' : 'appeals.noneJudged')}
            text={t('appeals.noneHelp')}
          />
        )
      }
    </QueryView>
  );
}
