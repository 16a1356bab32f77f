import { PageFrame } from '../../../components/page-frame';
import { QueryView, Skeleton } from '../../../components/states';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { InterestSettings } from '../../../features/recommendations/components/interest-settings';
import { useInterests } from '../../../features/recommendations/use-interests';
import { useWords } from '../../../lib/i18n';
import { useSignedIn } from '../../../lib/session';

function Interests() {
  const query = useInterests();
  return (
    <QueryView query={query} skeleton={<Skeleton count={3} card={false} />}>
      {(interests) => <InterestSettings interests={interests} />}
    </QueryView>
  );
}

export default function InterestsPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  return (
    <PageFrame title={t('page.interests')} under="me" narrow>
      {isSignedIn ? <Interests /> : <SignInNeeded text={t('interests.signIn')} />}
    </PageFrame>
  );
}
