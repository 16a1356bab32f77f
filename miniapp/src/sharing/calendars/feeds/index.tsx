import { View } from '@tarojs/components';
import { PageFrame } from '../../../components/page-frame';
import { Section } from '../../../components/marks';
import { QueryView, Skeleton } from '../../../components/states';
import { FeedSection } from '../../../features/calendars/components/feed-section';
import { useFeeds } from '../../../features/calendars/use-feeds';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { useWords } from '../../../lib/i18n';
import { useHasRole, useSignedIn } from '../../../lib/session';

function Feeds() {
  const { t } = useWords();
  const query = useFeeds();
  const isOperator = useHasRole('operator');
  return (
    <QueryView query={query} skeleton={<Skeleton count={2} card={false} />}>
      {({ items }) => (
        <>
          <FeedSection kind="mine" feed={items.find(({ kind }) => kind === 'mine')} />
          {isOperator ? (
            <FeedSection kind="crew" feed={items.find(({ kind }) => kind === 'crew')} />
          ) : null}
          <Section title={t('feed.how')}>
            {(['apple', 'google', 'outlook'] as const).map((program) => (
              <View key={program} className="rule-line ink-2">
                {t(`feed.how.${program}`)}
              </View>
            ))}
            <View className="rule-line ink-3">{t('feed.secret')}</View>
          </Section>
        </>
      )}
    </QueryView>
  );
}

export default function CalendarFeedsPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  return (
    <PageFrame title={t('page.calendarFeeds')} under="me" narrow>
      {isSignedIn ? <Feeds /> : <SignInNeeded text={t('feed.signIn')} />}
    </PageFrame>
  );
}
