import { Section } from '../../../components/marks';
import { QueryView, Skeleton } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { isProblem } from '../../../lib/problem-error';
import { useReview } from '../use-reviews';
import { ReviewItem } from './review-item';

/** The review of a booking, for those it is between; who only pays for it is told nothing. */
export function BookingReview({ bookingId }: { bookingId: string }) {
  const { t } = useWords();
  const query = useReview(bookingId, true);
  if (isProblem(query.error) && [403, 404].includes(query.error.status)) return null;
  return (
    <Section id="booking-review" title={t('review.ofBooking')}>
      <QueryView query={query} skeleton={<Skeleton count={1} card={false} />}>
        {(review) => <ReviewItem review={review} />}
      </QueryView>
    </Section>
  );
}
