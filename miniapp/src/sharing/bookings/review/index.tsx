import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { ReviewForm } from '../../../features/bookings/components/review-form';
import { useBooking } from '../../../features/bookings/use-bookings';
import { useReview } from '../../../features/reviews/use-reviews';
import { useWords } from '../../../lib/i18n';

export default function ReviewPage() {
  const { t } = useWords();
  const id = useRouter().params['id'] ?? '';
  const booking = useBooking(id);
  const isWritten = booking.data?.reviewedAt != null;
  const review = useReview(id, isWritten);
  if (booking.data && !isWritten) return <ReviewForm booking={booking.data} />;
  // A newer version of the review begins the form anew.
  if (booking.data && review.data)
    return <ReviewForm key={review.data.version} booking={booking.data} review={review.data} />;
  return (
    <PageFrame title={t('page.review')} under="bookings" narrow>
      <QueryView query={booking.data ? review : booking}>{() => null}</QueryView>
    </PageFrame>
  );
}
