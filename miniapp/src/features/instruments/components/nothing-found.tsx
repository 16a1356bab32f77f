import { View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Empty } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { SaveSearch } from '../../recommendations/components/save-search';
import { WishBox } from '../../wishes/components/wish-box';
import { namesNothing, unreadOf } from '../readings';
import { countFilters, searchFor, setSearch, useSearch } from '../search-state';
import type { FoundPage } from '../use-instruments';
import { FilterChips } from './filter-chips';
import { Kinds } from './kinds';
import { ReadingChip } from './reading-chip';

const LONGEST_UNREAD = 40;

/** What to do where nothing fits: what was understood, a condition less, the nearest kinds, a wish. */
export function NothingFound({ page }: { page: FoundPage }) {
  const { t } = useWords();
  const { q, understood, suggestedClasses } = page;
  const filterCount = useSearch((state) => countFilters(state.filters));
  const unread = namesNothing(understood) ? unreadOf(q, understood) : '';
  const conditions = understood.length + filterCount;
  const help = () => {
    if (unread) return t('search.unread', { words: unread.slice(0, LONGEST_UNREAD) });
    return t(conditions > 1 ? 'search.takeOff' : 'search.nothingHelp');
  };
  const handleKind = (name: string) => {
    setSearch({ filters: {} });
    searchFor(name);
  };
  return (
    <View className="nothing">
      <Empty icon="search" title={t('search.nothing')} text={help()}>
        <View className="grow column gap8">
          {conditions ? (
            <View id="conditions" className="row row-wrap chip-rows">
              {understood.map((reading) => (
                <ReadingChip key={reading.kind + reading.text} page={page} reading={reading} />
              ))}
              <FilterChips />
            </View>
          ) : null}
          <View className="row row-wrap gap8">
            <SaveSearch asButton />
            <Button kind="text" onPress={() => setSearch({ q: '', filters: {} })}>
              {t('search.startOver')}
            </Button>
          </View>
        </View>
      </Empty>
      <Kinds
        title={t(understood.length ? 'search.mayNeed' : 'search.commonKinds')}
        kinds={suggestedClasses}
        onPick={handleKind}
      />
      {q ? <WishBox q={q} /> : null}
    </View>
  );
}
