import { Text, View } from '@tarojs/components';
import { lazy, Suspense, useCallback } from 'react';
import { Icon } from '../../components/icon';
import { PageFrame } from '../../components/page-frame';
import { usePaneChoice } from '../../components/use-pane-choice';
import { InstrumentList } from '../../features/instruments/components/instrument-list';
import { useSearch } from '../../features/instruments/search-state';
import { SearchHead } from '../../features/instruments/components/search-head';
import { ForYou } from '../../features/recommendations/components/for-you';
import { isWorthSaving } from '../../features/recommendations/saved-query';
import { useSignedIn } from '../../lib/session';
import { useWords } from '../../lib/i18n';
import { goTo } from '../../lib/routes';

// Only a desk has room for the pane: a phone must not fetch it, a mini-program cannot.
const InstrumentPane =
  process.env.TARO_ENV === 'h5'
    ? lazy(() => import('../../features/instruments/components/instrument-pane'))
    : () => null;

function HomeHead() {
  const { t } = useWords();
  return (
    <View className="home-head">
      {process.env.TARO_ENV === 'h5' ? (
        <View className="row gap8 accent home-brand">
          <Icon name="brand" size="l" />
          <Text className="t20 b home-name">{t('app.name')}</Text>
        </View>
      ) : null}
      <SearchHead />
    </View>
  );
}

function openCalendar(id: string) {
  goTo('book', { id });
}

export default function HomePage() {
  const { t } = useWords();
  const { isWide, chosenId, choose, handleShown } = usePaneChoice(openCalendar, 'search');
  const isSignedIn = useSignedIn();
  const isSearching = useSearch(isWorthSaving);
  const handleOpen = useCallback(
    (id: string) => {
      if (isWide) choose(id);
      else goTo('instrument', { id });
    },
    [isWide, choose],
  );
  return (
    <PageFrame
      title={t('app.name')}
      tab="home"
      head={<HomeHead />}
      pane={
        chosenId ? (
          <Suspense fallback={null}>
            <InstrumentPane id={chosenId} />
          </Suspense>
        ) : undefined
      }
    >
      {isSignedIn && !isSearching ? <ForYou chosenId={chosenId} onOpen={handleOpen} /> : null}
      <InstrumentList chosenId={chosenId} onOpen={handleOpen} onShown={handleShown} />
    </PageFrame>
  );
}
