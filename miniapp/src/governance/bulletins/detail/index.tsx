import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { BulletinView } from '../../../features/bulletins/components/bulletin-view';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { useWords } from '../../../lib/i18n';
import { useSignedIn } from '../../../lib/session';

export default function BulletinPage() {
  const { t } = useWords();
  const { id = '' } = useRouter().params;
  const isSignedIn = useSignedIn();
  if (isSignedIn) return <BulletinView id={id} />;
  return (
    <PageFrame title={t('page.bulletin')} under="me" narrow>
      <SignInNeeded text={t('bulletin.signIn')} />
    </PageFrame>
  );
}
