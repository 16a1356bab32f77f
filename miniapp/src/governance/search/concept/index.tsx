import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { Empty } from '../../../components/states';
import { ConceptEditor } from '../../../features/dictionary/components/concept-editor';
import { ConceptView } from '../../../features/dictionary/components/concept-view';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { useWords } from '../../../lib/i18n';
import { replaceWith } from '../../../lib/routes';
import { useHasRole, useSignedIn } from '../../../lib/session';

export default function ConceptPage() {
  const { t } = useWords();
  const { id } = useRouter().params;
  const isSignedIn = useSignedIn();
  const isKeeper = useHasRole('platform_admin');
  return (
    <PageFrame title={t(id ? 'page.concept' : 'dictionary.newKind')} under="me" narrow>
      {!isSignedIn ? (
        <SignInNeeded text={t('dictionary.signIn')} />
      ) : !isKeeper ? (
        <Empty icon="search" title={t('dictionary.notYours')} />
      ) : id ? (
        <ConceptView id={id} />
      ) : (
        <ConceptEditor concept={null} onMade={(made) => replaceWith('concept', { id: made })} />
      )}
    </PageFrame>
  );
}
