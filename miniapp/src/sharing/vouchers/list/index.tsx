import { View } from '@tarojs/components';
import { Section } from '../../../components/marks';
import { PageFrame } from '../../../components/page-frame';
import { QueryView, Skeleton } from '../../../components/states';
import { CompanyBookings } from '../../../features/bookings/components/company-bookings';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { AccountRow } from '../../../features/vouchers/account-row';
import type { Grant } from '../../../features/vouchers/api';
import { GrantRow } from '../../../features/vouchers/grant-row';
import { OwnApplications } from '../../../features/vouchers/components/own-applications';
import { ProgrammeList } from '../../../features/vouchers/components/programme-list';
import { useAccounts, useGrants } from '../../../features/vouchers/use-vouchers';
import { useWords } from '../../../lib/i18n';
import { useHasRole, useSignedIn } from '../../../lib/session';

function Accounts() {
  const { t } = useWords();
  const query = useAccounts();
  return (
    <Section title={t('accounts.title')} first>
      <QueryView query={query} skeleton={<Skeleton count={2} card={false} />}>
        {({ items }) => (
          <>
            {items.map((account) => (
              <AccountRow key={account.id} account={account} />
            ))}
            {items.length ? null : <View className="ink-3">{t('me.noAccounts')}</View>}
          </>
        )}
      </QueryView>
    </Section>
  );
}

/** Vouchers that still count come first. */
function sortByEnd(grants: Grant[], at: number): Grant[] {
  const hasEnded = (grant: Grant) => Number(Date.parse(grant.validUntil) <= at);
  return [...grants].sort((a, b) => hasEnded(a) - hasEnded(b));
}

function Grants() {
  const { t, reader } = useWords();
  const query = useGrants();
  return (
    <Section title={t('grant.title')}>
      <QueryView query={query} skeleton={<Skeleton count={2} card={false} />}>
        {({ items }) => (
          <>
            {sortByEnd(items, reader.now).map((grant) => (
              <GrantRow key={grant.id} grant={grant} />
            ))}
            {items.length ? null : <View className="ink-3">{t('grant.none')}</View>}
          </>
        )}
      </QueryView>
    </Section>
  );
}

export default function VouchersPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const isOfficer = useHasRole('company_officer');
  return (
    <PageFrame title={t('page.vouchers')} under="me" narrow>
      {isSignedIn ? (
        <>
          <Accounts />
          {isOfficer ? <Grants /> : null}
          {isOfficer ? <OwnApplications /> : null}
          {isOfficer ? <ProgrammeList /> : null}
          {isOfficer ? <CompanyBookings /> : null}
        </>
      ) : (
        <SignInNeeded text={t('auth.forAccounts')} />
      )}
    </PageFrame>
  );
}
