import { useState } from 'react';
import { Tabs } from '../../../components/choices';
import { PageFrame } from '../../../components/page-frame';
import { Empty } from '../../../components/states';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { AppealList } from '../../../features/reviews/components/appeal-list';
import { useWords } from '../../../lib/i18n';
import { useHasRole, useSignedIn } from '../../../lib/session';

const tabs = ['open', 'judged'] as const;

export default function AppealsPage() {
  const { t } = useWords();
  const [state, setState] = useState<(typeof tabs)[number]>('open');
  const isSignedIn = useSignedIn();
  const isAuthority = useHasRole('authority');
  const isPlatform = useHasRole('platform_admin');
  return (
    <PageFrame title={t('page.appeals')} under="me" narrow>
      {isAuthority || isPlatform ? (
        <>
          <Tabs
            label={t('page.appeals')}
            options={tabs.map((value) => ({ value, name: t(`appeals.${value}`) }))}
            value={state}
            onPick={setState}
          />
          <AppealList key={state} state={state} />
        </>
      ) : isSignedIn ? (
        <Empty icon="shield" title={t('appeals.notYours')} text={t('appeals.noneHelp')} />
      ) : (
        <SignInNeeded text={t('appeals.signIn')} />
      )}
    </PageFrame>
  );
}
