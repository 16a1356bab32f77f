import { Text, View } from '@tarojs/components';
import { lazy, Suspense, useCallback, useState } from 'react';
import { Icon } from '../../components/icon';
import { PageFrame } from '../../components/page-frame';
import { useListKeys } from '../../components/use-list-keys';
import { useWide } from '../../components/use-wide';
import { InstrumentList } from '../../features/instruments/components/instrument-list';
import { SearchHead } from '../../features/instruments/components/search-head';
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

export default function HomePage() {
  const { t } = useWords();
  const isWide = useWide();
  const [ids, setIds] = useState<string[]>([]);
  const [pickedId, setPickedId] = useState<string | null>(null);
  const chosenId = isWide
    ? pickedId !== null && ids.includes(pickedId)
      ? pickedId
      : (ids[0] ?? null)
    : null;
  const handleOpen = useCallback(
    (id: string) => {
      if (isWide) setPickedId(id);
      else goTo('instrument', { id });
    },
    [isWide],
  );
  useListKeys({
    isOn: isWide,
    ids,
    chosenId,
    searchId: 'search',
    onChoose: setPickedId,
    onOpen: (id) => goTo('book', { id }),
  });
  return (
    <PageFrame
      title={t('app.name')}
      tab="home"
      head={<HomeHead />}
      pane={
        isWide && chosenId ? (
          <Suspense fallback={null}>
            <InstrumentPane id={chosenId} />
          </Suspense>
        ) : undefined
      }
    >
      <InstrumentList chosenId={chosenId} onOpen={handleOpen} onShown={setIds} />
    </PageFrame>
  );
}
