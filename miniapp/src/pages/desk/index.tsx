import { lazy, Suspense, useState } from 'react';
import { Tabs } from '../../components/choices';
import { PageFrame } from '../../components/page-frame';
import { Empty } from '../../components/states';
import { useListKeys } from '../../components/use-list-keys';
import { useWide } from '../../components/use-wide';
import { DeskList } from '../../features/crew/components/desk-list';
import { queues } from '../../features/crew/queues';
import type { Queue } from '../../features/crew/queues';
import { SignInNeeded } from '../../features/identity/components/sign-in-needed';
import { useWords } from '../../lib/i18n';
import { goTo } from '../../lib/routes';
import { useHasRole, useSignedIn } from '../../lib/session';

const BookingPane =
  process.env.TARO_ENV === 'h5'
    ? lazy(() => import('../../features/bookings/components/booking-pane'))
    : () => null;

function Desk({
  openId,
  onOpenId,
  isWide,
}: {
  openId: string | null;
  onOpenId: (id: string) => void;
  isWide: boolean;
}) {
  const { t } = useWords();
  const [queue, setQueue] = useState<Queue>('approvals');
  const [ids, setIds] = useState<string[]>([]);
  const handleOpen = (id: string) => {
    if (isWide) onOpenId(id);
    else goTo('booking', { id });
  };
  useListKeys({
    isOn: isWide,
    ids,
    chosenId: openId,
    onChoose: onOpenId,
    onOpen: (id) => goTo('booking', { id }),
  });
  return (
    <>
      <Tabs
        label={t('tab.desk')}
        options={queues.map((value) => ({ value, name: t(`desk.${value}`) }))}
        value={queue}
        onPick={setQueue}
      />
      <DeskList
        key={queue}
        queue={queue}
        chosenId={openId}
        onOpen={(booking) => handleOpen(booking.id)}
        onShown={setIds}
      />
    </>
  );
}

export default function DeskPage() {
  const { t } = useWords();
  const isWide = useWide();
  const isSignedIn = useSignedIn();
  const isOperator = useHasRole('operator');
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <PageFrame
      title={t('page.desk')}
      tab="desk"
      pane={
        isWide && isOperator && openId ? (
          <Suspense fallback={null}>
            <BookingPane id={openId} />
          </Suspense>
        ) : undefined
      }
    >
      {isOperator ? (
        <Desk openId={isWide ? openId : null} onOpenId={setOpenId} isWide={isWide} />
      ) : isSignedIn ? (
        <Empty icon="desk" title={t('desk.notYours')} text={t('desk.notYoursHelp')} />
      ) : (
        <SignInNeeded text={t('auth.forDesk')} />
      )}
    </PageFrame>
  );
}
