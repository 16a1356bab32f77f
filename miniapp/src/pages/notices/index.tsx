import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Tabs } from '../../components/choices';
import { PageFrame } from '../../components/page-frame';
import { Empty, ListEnd, QueryView } from '../../components/states';
import { SignInNeeded } from '../../features/identity/components/sign-in-needed';
import type { Notice, NoticeFilter } from '../../features/notices/api';
import { NoticeRow } from '../../features/notices/components/notice-row';
import { byDay, leadOf } from '../../features/notices/days';
import { useNotices, useReadNotices } from '../../features/notices/use-notices';
import { useWords } from '../../lib/i18n';
import { goTo } from '../../lib/routes';
import { useSignedIn } from '../../lib/session';

const filters: NoticeFilter[] = [
  'all',
  'unread',
  'work',
  'bookings',
  'results',
  'money',
  'reviews',
  'searches',
];

function NoticeList({ filter }: { filter: NoticeFilter }) {
  const { t, reader } = useWords();
  const query = useNotices(filter);
  const read = useReadNotices();
  const notices = query.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = query.data?.pages[0]?.unread ?? 0;
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  const handleOpen = (notice: Notice) => {
    if (notice.readAt === null) read.mutate([notice.id]);
    const lead = leadOf(notice);
    if (lead) goTo(lead.page, lead.params);
  };
  return (
    <QueryView query={query}>
      {() => (
        <>
          <View className="row between list-note notices-head">
            <View>{unread ? t('notices.unread', { count: unread }) : t('notices.allRead')}</View>
            <View className="row">
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
              <Button kind="text" id="notice-settings" onPress={() => goTo('noticePreferences')}>
                {t('notices.settings')}
              </Button>
            </View>
          </View>
          {byDay(notices, reader).map(({ day, name, notices: ofDay }) => (
            <View key={day}>
              <View className="notices-day">{name}</View>
              <View className="section notices-section">
                {ofDay.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} onOpen={handleOpen} />
                ))}
              </View>
            </View>
          ))}
          {notices.length ? (
            <ListEnd
              shown={notices.length}
              isMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
            />
          ) : (
            <Empty
              icon="bell"
              title={t(filter === 'all' ? 'notices.none' : 'notices.noneHere')}
              text={t('notices.noneHelp')}
            />
          )}
        </>
      )}
    </QueryView>
  );
}

export default function NoticesPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const [filter, setFilter] = useState<NoticeFilter>('all');
  return (
    <PageFrame title={t('tab.notices')} tab="notices" narrow>
      {isSignedIn ? (
        <>
          <Tabs
            label={t('notices.show')}
            options={filters.map((value) => ({ value, name: t(`notices.filter.${value}`) }))}
            value={filter}
            onPick={setFilter}
          />
          <NoticeList filter={filter} />
        </>
      ) : (
        <SignInNeeded text={t('auth.forNotices')} />
      )}
    </PageFrame>
  );
}
