import { Text, View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useEffect, useMemo, useState } from 'react';
import { Tabs } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { ListEnd, QueryView } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatTime } from '../../../lib/formats';
import { byServerClock } from '../../../lib/clock';
import { useWords } from '../../../lib/i18n';
import { findPlace } from '../../../lib/place';
import { useSignedIn } from '../../../lib/session';
import { SaveSearch } from '../../recommendations/components/save-search';
import { useRunStates } from '../../monitoring/use-shown-runs';
import { noteFound } from '../api';
import { hitsOf } from '../hits';
import { UNSURE, wordsToMark } from '../readings';
import { countFilters, setSearch, useSearch } from '../search-state';
import type { SortBy } from '../search-state';
import { useInstrumentList } from '../use-instruments';
import { FilterSheet } from './filter-sheet';
import { InstrumentCard } from './instrument-card';
import { NothingFound } from './nothing-found';
import { Understanding } from './understanding';
import './instrument-list.scss';

interface ListProps {
  chosenId: string | null;
  onOpen: (id: string) => void;
  /** Told the hits in their order, for keys and for the pane's first choice. */
  onShown?: (ids: string[]) => void;
}

const sorts: SortBy[] = ['relevance', 'distance', 'price', 'nextFree'];

/** Search hits under what was understood, the order and the filters. */
export function InstrumentList({ chosenId, onOpen, onShown }: ListProps) {
  const { t } = useWords();
  const search = useSearch();
  const isSignedIn = useSignedIn();
  const query = useInstrumentList(search);
  const [isFiltering, setFiltering] = useState(false);
  const first = query.data?.pages[0];
  const items = hitsOf(query.data?.pages);
  const runs = useRunStates(items.map(({ id }) => id));
  const ids = items.map((item) => item.id).join(',');
  const filterCount = countFilters(search.filters);
  const isNothing = first !== undefined && items.length === 0;
  const words = useMemo(() => (first ? wordsToMark(first.q, first.understood) : []), [first]);

  useEffect(() => onShown?.(ids ? ids.split(',') : []), [ids, onShown]);
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });

  const handleSort = async (sort: SortBy) => {
    if (sort !== 'distance') {
      setSearch({ sort });
      return;
    }
    const near = search.near ?? (await findPlace());
    if (near) setSearch({ sort, near });
    else showToast(t('search.noPlace'), 'failed');
  };
  const handleOpen = (id: string) => {
    const isUnsure = first !== undefined && first.q !== '' && first.confidence < UNSURE;
    if (isSignedIn && isUnsure) noteFound(first.q, id);
    onOpen(id);
  };
  const options = sorts.map((value) => ({ value, name: t(`sort.${value}`) }));
  const filterWord = filterCount ? `${t('filter.title')} ${filterCount}` : t('filter.title');

  return (
    <View className="hit-list">
      {first && !isNothing ? <Understanding page={first} /> : null}
      <View className="row sort-bar">
        <View className="grow">
          <Tabs
            label={t('sort.label')}
            options={options}
            value={search.sort}
            onPick={(sort) => void handleSort(sort)}
          />
        </View>
        <Press id="filters" className="sort-filter accent" onPress={() => setFiltering(true)}>
          <Icon name="filter" />
          <Text>{filterWord}</Text>
        </Press>
      </View>
      <QueryView query={query}>
        {() => (
          <>
            <View className="row list-note gap12">
              <Text>{t('list.instruments', { count: first?.total ?? items.length })}</Text>
              <Text className="grow">
                {isSignedIn
                  ? t('price.as', { kind: t(`kind.${first?.yourKind ?? 'academic'}`) })
                  : t('price.asGuest')}
              </Text>
              <Text>
                {t('state.readAt', { time: formatTime(byServerClock(query.dataUpdatedAt)) })}
              </Text>
            </View>
            {isNothing ? <NothingFound page={first} /> : <SaveSearch />}
            {items.length ? (
              <View className="list-gap">
                {items.map((item) => (
                  <InstrumentCard
                    key={item.id}
                    instrument={item}
                    run={runs.get(item.id)}
                    chosen={item.id === chosenId}
                    searched={first?.q !== ''}
                    words={words}
                    onOpen={handleOpen}
                  />
                ))}
              </View>
            ) : null}
            {items.length ? (
              <ListEnd
                shown={items.length}
                total={first?.total}
                isMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
              />
            ) : null}
          </>
        )}
      </QueryView>
      {isFiltering && first ? (
        <FilterSheet page={first} onClose={() => setFiltering(false)} />
      ) : null}
    </View>
  );
}
