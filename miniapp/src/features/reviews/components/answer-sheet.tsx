import { ReasonSheet } from '../../bookings/components/reason-sheet';
import { useIntention } from '../../bookings/use-bookings';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { appealReview, judgeReview, replyToReview } from '../api';
import type { Review } from '../api';

export type Answer = 'reply' | 'appeal' | 'restore' | 'remove';

const MOST = 240;

/** The crew's reply or appeal, or the office's judgement: words that everyone concerned will read. */
export function AnswerSheet({
  review,
  answer,
  onClose,
}: {
  review: Review;
  answer: Answer;
  onClose: () => void;
}) {
  const { t } = useWords();
  const intention = useIntention();
  const handleSend = async (words: string) => {
    const key = intention.keyFor([answer, words]);
    if (answer === 'reply') await replyToReview(review.id, words, key);
    else if (answer === 'appeal') await appealReview(review.id, words, key);
    else await judgeReview(review.id, answer, words);
    intention.done();
    showToast(t(`answer.${answer}.done`));
  };
  return (
    <ReasonSheet
      title={t(`answer.${answer}.title`)}
      text={t(`answer.${answer}.text`)}
      label={t(`answer.${answer}.label`)}
      confirm={t(`answer.${answer}.title`)}
      busyText={t('action.sending')}
      most={MOST}
      onSend={handleSend}
      onClose={onClose}
    />
  );
}
