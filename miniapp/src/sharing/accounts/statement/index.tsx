import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { StatementView } from '../../../features/payments/components/statement-view';
import { useWords } from '../../../lib/i18n';
import { useSignedIn } from '../../../lib/session';

export default function StatementPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const { id = '' } = useRouter().params;
  return (
    <PageFrame title={t('page.statement')} under="me" narrow>
      {isSignedIn ? <StatementView id={id} /> : <SignInNeeded text={t('statement.signIn')} />}
    </PageFrame>
  );
}
