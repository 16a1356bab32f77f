import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { create } from 'zustand';
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
import { RunBoard } from '../../features/monitoring/components/run-board';
import { useRunBoard } from '../../features/monitoring/use-run-board';
import { useWords } from '../../lib/i18n';
import { goTo } from '../../lib/routes';
import { useHasRole, useSignedIn } from '../../lib/session';

const isWeb = process.env.TARO_ENV === 'h5';
const BookingPane = isWeb
  ? lazy(() => import('../../features/bookings/components/booking-pane'))
  : () => null;
const RunPane = isWeb
  ? lazy(() => import('../../features/monitoring/components/run-pane'))
  : () => null;

type DeskView = 'board' | Queue;

/** The desk opens where it was left, as long as the app is open. */
const useDeskView = create<{ view: DeskView | null }>(() => ({ view: null }));

function openBooking(id: string) {
  goTo('booking', { id });
}

function openRun(id: string) {
  goTo('run', { id });
}

/** The run board, with the chosen instrument's current beside it. */
function BoardDesk({ tabs }: { tabs: ReactNode }) {
  const { t } = useWords();
  const { isWide, chosenId, choose, handleShown } = usePaneChoice(openRun);
  return (
    <PageFrame
      title={t('page.desk')}
      tab="desk"
      pane={
        chosenId ? (
          <Suspense fallback={null}>
            <RunPane key={chosenId} id={chosenId} />
          </Suspense>
        ) : undefined
      }
    >
      {tabs}
      <RunBoard chosenId={chosenId} onOpen={isWide ? choose : openRun} onShown={handleShown} />
    </PageFrame>
  );
}

/** One queue of bookings, with the chosen one beside it. */
function QueueDesk({ queue, tabs }: { queue: Queue; tabs: ReactNode }) {
  const { t } = useWords();
  const isOperator = useHasRole('operator');
  const [isChecking, setChecking] = useState(false);
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
        chosenId ? (
          <Suspense fallback={null}>
            <BookingPane id={chosenId} />
          </Suspense>
        ) : undefined
      }
    >
      {tabs}
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
    </PageFrame>
  );
}

function StaffDesk() {
  const { t } = useWords();
  const isOperator = useHasRole('operator');
  const chosen = useDeskView((state) => state.view);
  const board = useRunBoard();
  const { view: wished } = useRouter().params;
  const views: readonly DeskView[] = ['board', ...(isOperator ? queues : adminQueues)];
  // Whoever has no sensor yet is not met by an empty board every morning.
  const first = board.data?.rooms.length === 0 ? views[1] : 'board';
  const asked = views.find((one) => one === wished);
  const view = chosen !== null && views.includes(chosen) ? chosen : (asked ?? first ?? 'board');
  const tabs = (
    <Tabs
      label={t('tab.desk')}
      options={views.map((value) => ({ value, name: t(`desk.${value}`) }))}
      value={view}
      onPick={(value) => useDeskView.setState({ view: value })}
    />
  );
  return view === 'board' ? (
    <BoardDesk tabs={tabs} />
  ) : (
    <QueueDesk key={view} queue={view} tabs={tabs} />
  );
}

export default function DeskPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const isOperator = useHasRole('operator');
  const isAdmin = useHasRole('unit_admin');
  if (isOperator || isAdmin) return <StaffDesk />;
  return (
    <PageFrame title={t('page.desk')} tab="desk">
      {isSignedIn ? (
        <Empty icon="desk" title={t('desk.notYours')} text={t('desk.notYoursHelp')} />
      ) : (
        <SignInNeeded text={t('auth.forDesk')} />
      )}
    </PageFrame>
  );
}
