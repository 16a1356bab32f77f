import { useState } from 'react';
import { Tabs } from '../../../components/choices';
import { PageFrame } from '../../../components/page-frame';
import { Empty } from '../../../components/states';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { JudgeList } from '../../../features/vouchers/components/judge-list';
import { useWords } from '../../../lib/i18n';
import { useHasRole, useSignedIn } from '../../../lib/session';

const tabs = ['open', 'decided'] as const;

export default function VoucherApplicationsPage() {
  const { t } = useWords();
  const [state, setState] = useState<(typeof tabs)[number]>('open');
  const isSignedIn = useSignedIn();
  const isAuthority = useHasRole('authority');
  return (
    <PageFrame title={t('page.voucherApplications')} under="me" narrow>
      {isAuthority ? (
        <>
          <Tabs
            label={t('page.voucherApplications')}
            options={tabs.map((value) => ({ value, name: t(`judge.${value}`) }))}
            value={state}
            onPick={setState}
          />
          <JudgeList key={state} state={state} />
        </>
      ) : isSignedIn ? (
        <Empty icon="ticket" title={t('judge.notYours')} />
      ) : (
        <SignInNeeded text={t('judge.signIn')} />
      )}
    </PageFrame>
  );
}
