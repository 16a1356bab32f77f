import { ScrollView, Text, View } from '@tarojs/components';
import { Chip } from '../../../components/marks';
import { Press } from '../../../components/press';
import { useWords } from '../../../lib/i18n';
import type { InstrumentPage } from '../api';
import { setFilter, setSearch, useSearch, without } from '../search-state';

/** How the words were read, each reading removable, and the classes that fit with their counts. */
export function Understanding({ page }: { page: InstrumentPage }) {
  const { t } = useWords();
  const q = useSearch((state) => state.q);
  const read = q ? page.understood : [];
  if (!read.length && !(q && page.suggestedClasses.length)) return null;
  return (
    <View className="understanding">
      {read.length ? (
        <ScrollView scrollX className="row gap8 understanding-line">
          <Text className="t12 ink-3 fixed">{t('search.readAs')}</Text>
          {read.map((reading) => (
            <Chip
              key={reading.kind + reading.text}
              kind={t(`search.read.${reading.kind}`)}
              removable
              label={t('search.remove', { what: reading.name })}
              onPress={() => setSearch({ q: without(q, reading.text) })}
            >
              {reading.name}
            </Chip>
          ))}
        </ScrollView>
      ) : null}
      {q && page.suggestedClasses.length ? (
        <ScrollView scrollX className="row gap16 understanding-line">
          <Text className="t12 ink-3 fixed">{t('search.canDo')}</Text>
          {page.suggestedClasses.map((fit) => (
            <Press
              key={fit.value}
              className="chip-hit gap4"
              onPress={() => setFilter('classCode', fit.value)}
            >
              <Text>{fit.name}</Text>
              <Text className="ink-3">{String(fit.count)}</Text>
            </Press>
          ))}
        </ScrollView>
      ) : null}
    </View>
  );
}
