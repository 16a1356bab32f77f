import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { CodeField } from '../../../components/code-field';
import { Sheet } from '../../../components/sheet';
import { Failure } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { BookedTime, StateTag } from '../../bookings/components/booking-card';
import { useBooking } from '../../bookings/use-bookings';
import { findCheckIn } from '../api';
import { CrewActions } from './crew-actions';

function Found({ id }: { id: string }) {
  const { t } = useWords();
  const booking = useBooking(id).data;
  if (!booking) return null;
  const hasStep = booking.may.includes('start') || booking.may.includes('finish');
  return (
    <View className="card card-pad column gap8">
      <View className="row between gap8">
        <BookedTime booking={booking} />
        <StateTag booking={booking} asCrew />
      </View>
      <View className="b">{booking.owner.name}</View>
      <View className="ink-2">{`${booking.instrument.name} ${booking.instrument.model}`}</View>
      {hasStep ? null : <View className="ink-3">{t('code.noStep')}</View>}
      <CrewActions booking={booking} />
    </View>
  );
}

/** A code scanned or typed at the desk leads to its booking and the one step that is due. */
export function CheckInSheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const find = useMutation({ mutationFn: findCheckIn });
  return (
    <Sheet title={t('code.find')} onClose={onClose}>
      <View className="column gap12">
        <CodeField
          label={t('code.label')}
          confirm={t('code.findDo')}
          busy={find.isPending}
          onCode={(code) => find.mutate(code)}
        />
        {find.error ? <Failure error={find.error} /> : null}
        {find.data ? <Found id={find.data.id} key={find.data.id} /> : null}
      </View>
    </Sheet>
  );
}
