import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { classes } from '../../../components/class-names';
import { Field } from '../../../components/field';
import { Section } from '../../../components/marks';
import { PageFrame } from '../../../components/page-frame';
import { Press } from '../../../components/press';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { countCharacters } from '@dayi/shared/characters';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goBack } from '../../../lib/routes';
import { readStored, store } from '../../../lib/storage';
import { changeReview, createReview } from '../../reviews/api';
import type { Review } from '../../reviews/api';
import { heads } from '../../reviews/score-words';
import type { Booking } from '../api';
import { useBookingAction, useIntention } from '../use-bookings';
import { BookedTime } from './booking-card';

type Scores = Record<(typeof heads)[number], number>;

interface ReviewDraft {
  scores: Partial<Scores>;
  text: string;
}

const MOST_WORDS = 240;
const REASON_AT = 2;

function ScoreRow({
  head,
  name,
  value,
  onPick,
}: {
  head: string;
  name: string;
  value: number | undefined;
  onPick: (score: number) => void;
}) {
  const { t } = useWords();
  return (
    <View className="line-row">
      <Text className="grow">{name}</Text>
      <View
        className="row gap4"
        {...(process.env.TARO_ENV === 'h5' ? { role: 'radiogroup', 'aria-label': name } : {})}
      >
        {[1, 2, 3, 4, 5].map((score) => (
          <Press
            key={score}
            id={`score-${head}-${score}`}
            role="radio"
            chosen={value === score}
            label={`${name} ${t('rating.points', { points: score })}`}
            className={classes('score', value === score && 'score-on')}
            onPress={() => onPick(score)}
          >
            <Text>{String(score)}</Text>
          </Press>
        ))}
      </View>
    </View>
  );
}

interface ReviewFormProps {
  booking: Booking;
  /** What was said before, where it is edited. */
  review?: Review;
}

/** Four scores and words, once, and again within the 90 days. The draft is kept until it is sent. */
export function ReviewForm({ booking, review }: ReviewFormProps) {
  const { t, reader } = useWords();
  const draftKey = `review.${booking.id}.${review?.version ?? 0}`;
  const [draft, setDraft] = useState<ReviewDraft>(
    () =>
      readStored<ReviewDraft>(draftKey) ?? {
        scores: review?.scores ?? {},
        text: review?.text ?? '',
      },
  );
  const intention = useIntention();
  // From the newest draft: two taps may come before the screen is drawn again.
  const change = (next: (draft: ReviewDraft) => ReviewDraft) =>
    setDraft((newest) => {
      const changed = next(newest);
      store(draftKey, changed);
      return changed;
    });
  const text = draft.text.trim();
  const missing = heads.filter((head) => draft.scores[head] === undefined);
  const needsReason = heads.some((head) => (draft.scores[head] ?? 5) <= REASON_AT) && !text;
  const isOver = countCharacters(text) > MOST_WORDS;
  const isSame =
    review !== undefined &&
    text === review.text &&
    heads.every((head) => draft.scores[head] === review.scores[head]);
  const send = useBookingAction(() => {
    const body = { scores: draft.scores as Scores, text };
    return review
      ? changeReview(booking.id, body, review.version)
      : createReview(booking.id, body, intention.keyFor(body));
  });
  const handleSend = () =>
    send.mutate(undefined, {
      onSuccess: () => {
        intention.done();
        store(draftKey, null);
        showToast(t(review ? 'review.changed' : 'review.sent'));
        goBack();
      },
    });
  const word = missing.length
    ? t('review.left', { count: missing.length })
    : needsReason
      ? t('review.reasonFirst')
      : isOver
        ? t('reason.tooLong', { most: MOST_WORDS })
        : isSame
          ? t('review.same')
          : t(review ? 'review.change' : 'review.send');
  return (
    <PageFrame
      title={t(review ? 'page.reviewEdit' : 'page.review')}
      under="bookings"
      narrow
      bottom={
        <View className="row">
          <Button
            id="send-review"
            kind="primary"
            block
            disabled={missing.length > 0 || needsReason || isOver || isSame}
            busy={send.isPending}
            busyText={t('action.sending')}
            onPress={handleSend}
          >
            {word}
          </Button>
        </View>
      }
    >
      <Section first>
        <BookedTime booking={booking} />
        <View className="ink-2">{`${booking.instrument.name} ${booking.instrument.model}`}</View>
        {booking.reviewUntil ? (
          <View className="ink-3 space-over">
            {t('review.until', {
              time: formatMoment(Date.parse(booking.reviewUntil), {
                ...reader,
                timeZone: booking.instrument.timeZone,
              }),
            })}
          </View>
        ) : null}
      </Section>
      <Section
        title={t('review.scores')}
        aside={<Text className="t12 ink-3">{t('review.scale')}</Text>}
      >
        {heads.map((head) => (
          <ScoreRow
            key={head}
            head={head}
            name={t(`score.${head}`)}
            value={draft.scores[head]}
            onPick={(score) =>
              change((newest) => ({ ...newest, scores: { ...newest.scores, [head]: score } }))
            }
          />
        ))}
      </Section>
      <Section>
        <Field
          id="review-text"
          label={t('review.words')}
          hint={t('review.hint')}
          value={draft.text}
          max={MOST_WORDS}
          count={countCharacters}
          rows
          error={needsReason ? t('review.reasonFirst') : null}
          onChange={(words) => change((newest) => ({ ...newest, text: words }))}
        />
      </Section>
      {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
    </PageFrame>
  );
}
