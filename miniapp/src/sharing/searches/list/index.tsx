import { PageFrame } from '../../../components/page-frame';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { SavedSearches } from '../../../features/recommendations/components/saved-searches';
import { useWords } from '../../../lib/i18n';
import { useSignedIn } from '../../../lib/session';

export default function SavedSearchesPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  return (
    <PageFrame title={t('page.savedSearches')} under="me" narrow>
      {isSignedIn ? <SavedSearches /> : <SignInNeeded text={t('saved.signIn')} />}
    </PageFrame>
  );
}
