import { View } from '@tarojs/components';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../components/button';
import { Tabs } from '../../components/choices';
import { PageFrame } from '../../components/page-frame';
import { Empty } from '../../components/states';
import { usePaneChoice } from '../../components/use-pane-choice';
import type { Booking } from '../../features/bookings/api';
import { CheckInSheet } from '../../features/crew/components/check-in-sheet';
import { DeskList } from '../../features/crew/components/desk-list';
import { adminQueues, queues } from '../../features/crew/queues';
import type { Queue } from '../../features/crew/queues';
import { SignInNeeded } from '../../features/identity/components/sign-in-needed';
import { useWords } from '../../lib/i18n';
import { goTo } from '../../lib/routes';
import { useHasRole, useSignedIn } from '../../lib/session';

const BookingPane =
  process.env.TARO_ENV === 'h5'
    ? lazy(() => import('../../features/bookings/components/booking-pane'))
    : () => null;

function openBooking(id: string) {
  goTo('booking', { id });
}

export default function DeskPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const isOperator = useHasRole('operator');
  const isAdmin = useHasRole('unit_admin');
  const [isChecking, setChecking] = useState(false);
  const shown = isOperator ? queues : adminQueues;
  const isStaff = isOperator || isAdmin;
  const [chosenQueue, setQueue] = useState<Queue>('today');
  const queue = shown.includes(chosenQueue) ? chosenQueue : (shown[0] ?? chosenQueue);
  const { isWide, chosenId, choose, handleShown } = usePaneChoice(openBooking);
  const handleOpen = (booking: Booking) => {
    if (isWide) choose(booking.id);
    else openBooking(booking.id);
  };
  return (
    <PageFrame
      title={t('page.desk')}
      tab="desk"
      pane={
        isStaff && chosenId ? (
          <Suspense fallback={null}>
            <BookingPane id={chosenId} />
          </Suspense>
        ) : undefined
      }
    >
      {isStaff ? (
        <>
          <Tabs
            label={t('tab.desk')}
            options={shown.map((value) => ({ value, name: t(`desk.${value}`) }))}
            value={queue}
            onPick={setQueue}
          />
          {isOperator ? (
            <View className="row row-wrap gap8 desk-ways">
              <Button id="check-in" onPress={() => setChecking(true)}>
                {t('code.find')}
              </Button>
              <Button id="open-instruments" onPress={() => goTo('runInstruments')}>
                {t('page.runInstruments')}
              </Button>
            </View>
          ) : null}
          {isChecking ? <CheckInSheet onClose={() => setChecking(false)} /> : null}
          <DeskList
            key={queue}
            queue={queue}
            chosenId={chosenId}
            onOpen={handleOpen}
            onShown={handleShown}
          />
        </>
      ) : isSignedIn ? (
        <Empty icon="desk" title={t('desk.notYours')} text={t('desk.notYoursHelp')} />
      ) : (
        <SignInNeeded text={t('auth.forDesk')} />
      )}
    </PageFrame>
  );
}
