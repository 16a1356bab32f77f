import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { ReasonSheet } from '../../bookings/components/reason-sheet';
import { useBookingAction } from '../../bookings/use-bookings';
import { checkResult } from '../api';
import { useResults } from '../use-results';

/** The second person's word on a delivery that waits. */
export function CheckBar({ bookingId }: { bookingId: string }) {
  const { t } = useWords();
  const [isSendingBack, setSendingBack] = useState(false);
  const waiting = useResults(bookingId).data?.items.find(({ state }) => state === 'awaiting_check');
  const release = useBookingAction((id: string) =>
    checkResult(bookingId, id, { decision: 'release' }),
  );
  if (!waiting) return null;
  const handleRelease = () =>
    release.mutate(waiting.id, { onSuccess: () => showToast(t('check.released')) });
  return (
    <>
      <View className="ink-2 rule-line">{t('check.text', { who: waiting.releasedBy })}</View>
      <View className="row gap12">
        <Button id="send-back" onPress={() => setSendingBack(true)}>
          {t('check.sendBack')}
        </Button>
        <Button
          kind="primary"
          block
          id="check-release"
          busy={release.isPending}
          busyText={t('check.releasing')}
          onPress={handleRelease}
        >
          {t('check.release')}
        </Button>
      </View>
      {release.error ? <Failure error={release.error} onRetry={handleRelease} /> : null}
      {isSendingBack ? (
        <ReasonSheet
          title={t('check.sendBackTitle')}
          text={t('check.sendBackText', { who: waiting.releasedBy })}
          label={t('check.reason')}
          confirm={t('check.sendBack')}
          busyText={t('action.sending')}
          onSend={(reason) => checkResult(bookingId, waiting.id, { decision: 'send_back', reason })}
          onClose={() => setSendingBack(false)}
        />
      ) : null}
    </>
  );
}
