import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Empty, Failure, QueryView, Skeleton } from '../../../components/states';
import { now } from '../../../lib/clock';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { useIntention } from '../../bookings/use-bookings';
import { rememberSearch, setSearch } from '../../instruments/search-state';
import { createSavedSearch, deleteSavedSearch } from '../api';
import type { SavedSearch } from '../api';
import { searchOf } from '../saved-query';
import { useSavedSearches, useSearchAction } from '../use-saved-searches';
import { RenameSheet } from './rename-sheet';
import { SearchRow } from './search-row';
import './saved-searches.scss';

/** What was just deleted, and the way to have it back. */
function Undo({ search, onBack }: { search: SavedSearch; onBack: () => void }) {
  const { t } = useWords();
  const intention = useIntention();
  const restore = useSearchAction(async ({ name, query, notify }: SavedSearch) => {
    const body = { name, query, notify };
    await createSavedSearch(body, intention.keyFor(body));
    intention.done();
  });
  const handleUndo = () => restore.mutate(search, { onSuccess: onBack });
  return (
    <View className="list-gap" {...(process.env.TARO_ENV === 'h5' ? { role: 'status' } : {})}>
      <View className="notice-box row">
        <Text className="grow wrap">{t('saved.deleted', { name: search.name })}</Text>
        <Button
          id="saved-undo"
          busy={restore.isPending}
          busyText={t('action.sending')}
          onPress={handleUndo}
        >
          {t('saved.undo')}
        </Button>
      </View>
      {restore.error ? <Failure error={restore.error} onRetry={handleUndo} /> : null}
    </View>
  );
}

function handleRun({ query }: SavedSearch) {
  setSearch(searchOf(query, now()));
  if (query.q) rememberSearch(query.q);
  goTo('home');
}

/** All saved searches; a tap runs one. */
export function SavedSearches() {
  const { t } = useWords();
  const query = useSavedSearches();
  const [renamed, setRenamed] = useState<SavedSearch | null>(null);
  const [gone, setGone] = useState<SavedSearch | null>(null);
  const remove = useSearchAction((search: SavedSearch) => deleteSavedSearch(search.id));
  const handleDelete = (search: SavedSearch) =>
    remove.mutate(search, { onSuccess: () => setGone(search) });
  return (
    <>
      {gone ? <Undo key={gone.id} search={gone} onBack={() => setGone(null)} /> : null}
      {remove.error ? <Failure error={remove.error} /> : null}
      <QueryView query={query} skeleton={<Skeleton count={3} card={false} />}>
        {({ items, limit }) =>
          items.length ? (
            <>
              <View className="list-note">{t('saved.count', { count: items.length, limit })}</View>
              <View className="section saved-list">
                {items.map((search) => (
                  <SearchRow
                    key={search.id}
                    search={search}
                    onRun={handleRun}
                    onRename={setRenamed}
                    onDelete={handleDelete}
                  />
                ))}
              </View>
              <View className="list-end">{t('saved.foot')}</View>
            </>
          ) : (
            <Empty icon="star" title={t('saved.none')} text={t('saved.noneHelp')}>
              <Button kind="primary" onPress={() => goTo('home')}>
                {t('saved.toSearch')}
              </Button>
            </Empty>
          )
        }
      </QueryView>
      {renamed ? <RenameSheet search={renamed} onClose={() => setRenamed(null)} /> : null}
    </>
  );
}
