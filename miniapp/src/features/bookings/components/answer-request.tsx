import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { decideApproval } from '../api';
import type { Booking } from '../api';
import { useBookingAction } from '../use-bookings';
import { ReasonSheet } from './reason-sheet';

/** To agree to a request or refuse it, for whom it waits: the group's head, or the crew. */
export function AnswerRequest({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const [isRefusing, setRefusing] = useState(false);
  const approve = useBookingAction(() => decideApproval(booking.id, 'approve'));
  const handleApprove = () =>
    approve.mutate(undefined, { onSuccess: () => showToast(t('asked.agreed')) });
  return (
    <>
      <View className="row gap12 space-over">
        <Button block id={`asked-reject-${booking.id}`} onPress={() => setRefusing(true)}>
          {t('asked.reject')}
        </Button>
        <Button
          block
          kind="primary"
          id={`asked-approve-${booking.id}`}
          busy={approve.isPending}
          busyText={t('action.sending')}
          onPress={handleApprove}
        >
          {t('asked.agree')}
        </Button>
      </View>
      {approve.error ? <Failure error={approve.error} onRetry={handleApprove} /> : null}
      {isRefusing ? (
        <ReasonSheet
          title={t('asked.rejectTitle')}
          text={t('asked.rejectText')}
          label={t('asked.reason')}
          confirm={t('asked.rejectSend')}
          busyText={t('action.sending')}
          onSend={async (reason) => {
            await decideApproval(booking.id, 'reject', reason);
            showToast(t('asked.rejected'));
          }}
          onClose={() => setRefusing(false)}
        />
      ) : null}
    </>
  );
}
