import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { decideApproval, waiveBooking } from '../../bookings/api';
import type { Booking } from '../../bookings/api';
import { ReasonSheet } from '../../bookings/components/reason-sheet';
import { useBookingAction } from '../../bookings/use-bookings';
import { refuseAppeal } from '../api';
import { FinishSheet } from './finish-sheet';
import { StartButton } from './start-button';

/** The crew's next steps with one booking, only those the server allows. */
export function CrewActions({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [sheet, setSheet] = useState<'reject' | 'finish' | 'excuse' | 'refuse' | null>(null);
  const approve = useBookingAction(() => decideApproval(booking.id, 'approve'));
  const { may } = booking;
  const handleApprove = () =>
    approve.mutate(undefined, {
      onSuccess: () => showToast(t('desk.approved')),
      onError: (error) => showToast(errorWords(error).title, 'failed'),
    });
  return (
    <View className="row gap8" onClick={(event) => event.stopPropagation()}>
      {may.includes('reject') ? (
        <Button id={`reject-${booking.id}`} onPress={() => setSheet('reject')}>
          {t('desk.reject')}
        </Button>
      ) : null}
      {may.includes('approve') ? (
        <Button
          id={`approve-${booking.id}`}
          kind="primary"
          busy={approve.isPending}
          busyText={t('desk.approving')}
          onPress={handleApprove}
        >
          {t('desk.approve')}
        </Button>
      ) : null}
      {may.includes('start') ? <StartButton booking={booking} /> : null}
      {may.includes('finish') ? (
        <Button id={`finish-${booking.id}`} kind="primary" onPress={() => setSheet('finish')}>
          {t('desk.finish')}
        </Button>
      ) : null}
      {may.includes('check_result') || may.includes('release_alone') ? (
        <Button
          id={`check-${booking.id}`}
          kind="primary"
          onPress={() => goTo('booking', { id: booking.id })}
        >
          {t('desk.check')}
        </Button>
      ) : null}
      {may.includes('resolve') ? (
        <Button
          id={`resolve-${booking.id}`}
          kind="primary"
          onPress={() => goTo('booking', { id: booking.id })}
        >
          {t('desk.resolve')}
        </Button>
      ) : null}
      {may.includes('release_result') &&
      booking.state !== 'completed' &&
      !booking.resultsWaiting ? (
        <Button
          id={`deliver-${booking.id}`}
          kind="primary"
          onPress={() => goTo('deliver', { id: booking.id })}
        >
          {t(booking.state === 'disputed' ? 'desk.answer' : 'desk.deliver')}
        </Button>
      ) : null}
      {may.includes('refuse_appeal') ? (
        <>
          <Button id={`refuse-${booking.id}`} onPress={() => setSheet('refuse')}>
            {t('appeal.refuse')}
          </Button>
          <Button id={`excuse-${booking.id}`} onPress={() => setSheet('excuse')}>
            {t('waive.do')}
          </Button>
        </>
      ) : null}
      {sheet === 'refuse' ? (
        <ReasonSheet
          title={t('appeal.refuse')}
          text={t('appeal.refuseText')}
          label={t('desk.rejectLabel')}
          confirm={t('appeal.refuse')}
          busyText={t('action.sending')}
          onSend={(reason) => refuseAppeal(booking.id, reason)}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'excuse' ? (
        <ReasonSheet
          title={t('waive.title')}
          text={t('waive.text')}
          label={t('waive.label')}
          confirm={t('waive.send')}
          busyText={t('action.sending')}
          onSend={(reason) => waiveBooking(booking.id, reason)}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'finish' ? <FinishSheet booking={booking} onClose={() => setSheet(null)} /> : null}
      {sheet === 'reject' ? (
        <ReasonSheet
          title={t('desk.rejectTitle')}
          text={t('desk.rejectText')}
          label={t('desk.rejectLabel')}
          confirm={t('desk.rejectSend')}
          busyText={t('action.sending')}
          onSend={(reason) => decideApproval(booking.id, 'reject', reason)}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </View>
  );
}
