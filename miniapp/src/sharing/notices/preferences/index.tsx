import { PageFrame } from '../../../components/page-frame';
import { Section } from '../../../components/marks';
import { Failure, QueryView, Skeleton } from '../../../components/states';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { AlipaySection } from '../../../features/notices/components/alipay-section';
import { ChoiceTable } from '../../../features/notices/components/choice-table';
import { EmailSection } from '../../../features/notices/components/email-section';
import { QuietHours } from '../../../features/notices/components/quiet-hours';
import {
  useChangePreferences,
  useNoticePreferences,
} from '../../../features/notices/use-notice-preferences';
import { useWords } from '../../../lib/i18n';
import { useSignedIn } from '../../../lib/session';

function Preferences() {
  const { t } = useWords();
  const query = useNoticePreferences();
  const change = useChangePreferences();
  return (
    <QueryView query={query} skeleton={<Skeleton count={4} card={false} />}>
      {(preferences) => {
        const { choices, quiet, channels } = preferences;
        const isReached = channels.email.isOpen || channels.alipay.isOpen;
        return (
          <>
            <Section first title={t('prefs.title')}>
              <ChoiceTable
                preferences={preferences}
                onChange={(next) => change.mutate({ choices: next, quiet })}
              />
            </Section>
            {change.error ? <Failure error={change.error} /> : null}
            <EmailSection key={channels.email.address} state={channels.email} />
            <AlipaySection state={channels.alipay} />
            {isReached ? (
              <Section>
                <QuietHours
                  quiet={quiet}
                  onChange={(next) => change.mutate({ choices, quiet: next })}
                />
              </Section>
            ) : null}
          </>
        );
      }}
    </QueryView>
  );
}

export default function NoticePreferencesPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  return (
    <PageFrame title={t('page.noticePreferences')} under="notices" narrow>
      {isSignedIn ? <Preferences /> : <SignInNeeded text={t('auth.forNotices')} />}
    </PageFrame>
  );
}
