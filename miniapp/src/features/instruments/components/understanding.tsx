import { ScrollView, Text, View } from '@tarojs/components';
import { Press } from '../../../components/press';
import { useWords } from '../../../lib/i18n';
import { kindName } from '../kind-name';
import { UNSURE } from '../readings';
import { searchFor } from '../search-state';
import type { FoundPage } from '../use-instruments';
import { Kinds } from './kinds';
import { ReadingChip } from './reading-chip';

/** How the words were read, each reading removable, and the kinds that may be meant as well. */
export function Understanding({ page }: { page: FoundPage }) {
  const { t } = useWords();
  const { q, understood, confidence } = page;
  if (!q) return null;
  const isSure = confidence >= UNSURE;
  const named = understood.map(({ name }) => name);
  const others = page.suggestedClasses.filter(({ name }) => !isSure || !named.includes(name));
  return (
    <View className="understanding">
      {understood.length ? (
        <View className="row understanding-line understanding-chips">
          <Text className="t12 ink-3 fixed">{t('search.readAs')}</Text>
          {understood.map((reading) => (
            <ReadingChip key={reading.kind + reading.text} page={page} reading={reading} />
          ))}
        </View>
      ) : null}
      {isSure && others.length ? (
        <ScrollView scrollX className="row gap16 understanding-line">
          <Text className="t12 ink-3 fixed">{t('search.alike')}</Text>
          {others.map(({ name, count }) => (
            <Press key={name} className="chip-hit gap4" onPress={() => searchFor(name)}>
              <Text>{kindName(name)}</Text>
              <Text className="ink-3">{String(count)}</Text>
            </Press>
          ))}
        </ScrollView>
      ) : null}
      {isSure ? null : <Kinds title={t('search.mayNeed')} kinds={others} onPick={searchFor} />}
    </View>
  );
}
