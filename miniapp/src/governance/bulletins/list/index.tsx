import { PageFrame } from '../../../components/page-frame';
import { Empty } from '../../../components/states';
import { BulletinList } from '../../../features/bulletins/components/bulletin-list';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { useWords } from '../../../lib/i18n';
import { useHasRole, useSignedIn } from '../../../lib/session';

export default function BulletinsPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const isAuthority = useHasRole('authority');
  const isUnitAdmin = useHasRole('unit_admin');
  return (
    <PageFrame title={t('page.bulletins')} under="me" narrow>
      {isAuthority || isUnitAdmin ? (
        <BulletinList />
      ) : isSignedIn ? (
        <Empty icon="file" title={t('bulletin.notYours')} />
      ) : (
        <SignInNeeded text={t('bulletin.signIn')} />
      )}
    </PageFrame>
  );
}
