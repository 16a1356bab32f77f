import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Tag } from '../../../components/marks';
import { formatDate, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { spaced } from '../../../lib/spaced';
import type { Review } from '../api';
import { scoreWords } from '../score-words';
import { type Answer, AnswerSheet } from './answer-sheet';
import { EarlierWords } from './earlier-words';
import './review-item.scss';

/** How an appeal stands: why, and what came of it. */
export function AppealWords({ review }: { review: Review }) {
  const { t, reader } = useWords();
  const { appeal } = review;
  if (appeal === null) return null;
  return (
    <View className="review-reply">
      <View className="t12 ink-3">
        {spaced(t('review.appealReason'), formatMoment(Date.parse(appeal.appealedAt), reader))}
      </View>
      <View className="said">{appeal.reason}</View>
      {appeal.decision === null || appeal.judgedAt === null ? null : (
        <>
          <View className="t12 ink-3 space-over">
            {spaced(
              t(`review.decision.${appeal.decision}`),
              formatMoment(Date.parse(appeal.judgedAt), reader),
            )}
          </View>
          <View className="said">{appeal.judgement}</View>
        </>
      )}
    </View>
  );
}

/** One review with its reply and, for those it concerns, what they may do about it. */
export function ReviewItem({ review }: { review: Review }) {
  const { t, reader } = useWords();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isOpen, setOpen] = useState(false);
  const { may, reply, bookingId } = review;
  return (
    <View className="review-item" id={`review-${review.id}`}>
      <View className="row row-wrap between gap8 t12 ink-3">
        <Text>{scoreWords(review.scores, t)}</Text>
        <Text>
          {spaced(review.authorName, formatDate(Date.parse(review.createdAt), reader, false))}
        </Text>
      </View>
      {review.state === 'shown' ? null : (
        <View className="row space-over">
          <Tag tone="alarm">{t(`review.state.${review.state}`)}</Tag>
        </View>
      )}
      <View className="said">{review.text || t('review.noWords')}</View>
      {reply ? (
        <View className="review-reply">
          <View className="t12 ink-3">
            {spaced(
              t('review.replyBy', { by: reply.by }),
              formatDate(Date.parse(reply.createdAt), reader, false),
            )}
          </View>
          <View className="said">{reply.text}</View>
        </View>
      ) : null}
      <AppealWords review={review} />
      {may.length || review.edits ? (
        <View className="row row-wrap gap8 review-ways">
          {review.edits ? (
            <Button kind="text" id={`edits-${review.id}`} onPress={() => setOpen(!isOpen)}>
              {isOpen ? t('review.hideEdits') : t('review.edits', { count: review.edits })}
            </Button>
          ) : null}
          {may.includes('edit') && bookingId ? (
            <Button
              kind="text"
              id={`edit-${review.id}`}
              onPress={() => goTo('review', { id: bookingId })}
            >
              {t('review.edit')}
            </Button>
          ) : null}
          {may.includes('reply') ? (
            <Button kind="text" id={`reply-${review.id}`} onPress={() => setAnswer('reply')}>
              {t('answer.reply.do')}
            </Button>
          ) : null}
          {may.includes('appeal') ? (
            <Button kind="text" id={`appeal-${review.id}`} onPress={() => setAnswer('appeal')}>
              {t('answer.appeal.do')}
            </Button>
          ) : null}
        </View>
      ) : null}
      {isOpen ? <EarlierWords review={review} /> : null}
      {answer ? (
        <AnswerSheet review={review} answer={answer} onClose={() => setAnswer(null)} />
      ) : null}
    </View>
  );
}
