import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { ReasonSheet } from '../../bookings/components/reason-sheet';
import type { Booking } from '../../bookings/api';
import { useBookingAction } from '../../bookings/use-bookings';
import { checkResult } from '../api';
import { useResults } from '../use-results';

/** The second person's word on a delivery that waits. */
export function CheckBar({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const { id: bookingId } = booking;
  const [asked, setAsked] = useState<'send_back' | 'release' | null>(null);
  const isAlone = booking.may.includes('release_alone');
  const waiting = useResults(bookingId).data?.items.find(({ state }) => state === 'awaiting_check');
  const release = useBookingAction((id: string) =>
    checkResult(bookingId, id, { decision: 'release' }),
  );
  if (!waiting) return null;
  const handleRelease = () =>
    release.mutate(waiting.id, { onSuccess: () => showToast(t('check.released')) });
  return (
    <>
      <View className="ink-2 rule-line">
        {t(isAlone ? 'check.alone' : 'check.text', { who: waiting.releasedBy })}
      </View>
      <View className="row gap12">
        {isAlone ? null : (
          <Button id="send-back" onPress={() => setAsked('send_back')}>
            {t('check.sendBack')}
          </Button>
        )}
        <Button
          kind="primary"
          block
          id="check-release"
          busy={release.isPending}
          busyText={t('check.releasing')}
          onPress={isAlone ? () => setAsked('release') : handleRelease}
        >
          {t(isAlone ? 'check.releaseAlone' : 'check.release')}
        </Button>
      </View>
      {release.error ? <Failure error={release.error} onRetry={handleRelease} /> : null}
      {asked === 'send_back' ? (
        <ReasonSheet
          title={t('check.sendBackTitle')}
          text={t('check.sendBackText', { who: waiting.releasedBy })}
          label={t('check.reason')}
          confirm={t('check.sendBack')}
          busyText={t('action.sending')}
          onSend={(reason) => checkResult(bookingId, waiting.id, { decision: 'send_back', reason })}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === 'release' ? (
        <ReasonSheet
          title={t('check.releaseAlone')}
          text={t('check.aloneText')}
          label={t('check.aloneReason')}
          confirm={t('check.releaseAlone')}
          busyText={t('check.releasing')}
          onSend={(reason) => checkResult(bookingId, waiting.id, { decision: 'release', reason })}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}
