import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView, Skeleton } from '../../../components/states';
import { GroupView } from '../../../features/groups/components/group-view';
import { useGroup } from '../../../features/groups/use-groups';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { useWords } from '../../../lib/i18n';
import { useSignedIn } from '../../../lib/session';

export default function GroupPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const query = useGroup(useRouter().params['id'] ?? '');
  return (
    <PageFrame title={t('page.group')} under="me" narrow>
      {isSignedIn ? (
        <QueryView query={query} skeleton={<Skeleton count={4} card={false} />}>
          {(group) => <GroupView group={group} />}
        </QueryView>
      ) : (
        <SignInNeeded text={t('group.signIn')} />
      )}
    </PageFrame>
  );
}
