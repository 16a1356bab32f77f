import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { Button } from '../../components/button';
import { PageFrame } from '../../components/page-frame';
import { Empty, ListEnd, QueryView } from '../../components/states';
import { SignInNeeded } from '../../features/identity/components/sign-in-needed';
import type { Notice } from '../../features/notices/api';
import { NoticeRow } from '../../features/notices/components/notice-row';
import { useNotices, useReadNotices } from '../../features/notices/use-notices';
import { useWords } from '../../lib/i18n';
import { goTo } from '../../lib/routes';
import { useSignedIn } from '../../lib/session';

function NoticeList() {
  const { t } = useWords();
  const query = useNotices();
  const read = useReadNotices();
  const notices = query.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = query.data?.pages[0]?.unread ?? 0;
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  const handleOpen = (notice: Notice) => {
    if (notice.readAt === null) read.mutate([notice.id]);
    if (notice.bookingId) goTo('booking', { id: notice.bookingId });
    else if (notice.instrumentId) goTo('instrument', { id: notice.instrumentId });
  };
  return (
    <QueryView query={query}>
      {() =>
        notices.length ? (
          <>
            <View className="row between list-note notices-head">
              <View>{unread ? t('notices.unread', { count: unread }) : t('notices.allRead')}</View>
              {unread ? (
                <Button
                  kind="text"
                  id="read-all"
                  busy={read.isPending}
                  onPress={() => read.mutate(undefined)}
                >
                  {t('notices.readAll')}
                </Button>
              ) : null}
            </View>
            <View className="section">
              {notices.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} onOpen={handleOpen} />
              ))}
            </View>
            <ListEnd
              shown={notices.length}
              isMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
            />
          </>
        ) : (
          <Empty icon="bell" title={t('notices.none')} text={t('notices.noneHelp')} />
        )
      }
    </QueryView>
  );
}

export default function NoticesPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  return (
    <PageFrame title={t('tab.notices')} tab="notices" narrow>
      {isSignedIn ? <NoticeList /> : <SignInNeeded text={t('auth.forNotices')} />}
    </PageFrame>
  );
}
