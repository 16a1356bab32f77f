import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Empty, QueryView } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import type { ConceptItem } from '../api';
import { useConcepts } from '../use-dictionary';
import { ConceptRows } from './concept-rows';

interface PickerProps {
  /** Looked for before anything is typed. */
  first?: string;
  /** Not offered. */
  without?: readonly string[];
  onPick: (item: ConceptItem) => void;
}

/** Finds a kind by whatever it is called. */
export function ConceptPicker({ first = '', without = [], onPick }: PickerProps) {
  const { t } = useWords();
  const [q, setQ] = useState(first);
  const query = useConcepts(q.trim());
  const items = (query.data?.pages.flatMap((page) => page.items) ?? []).filter(
    ({ id, isRetired }) => !isRetired && !without.includes(id),
  );
  return (
    <>
      <Field
        id="concept-search"
        label={t('dictionary.find')}
        hint={t('dictionary.findHint')}
        value={q}
        max={100}
        onChange={setQ}
      />
      <QueryView query={query}>
        {() =>
          items.length ? (
            <>
              <ConceptRows items={items} icon="plus" onPick={onPick} />
              {query.hasNextPage ? (
                <View className="row">
                  <Button
                    block
                    busy={query.isFetchingNextPage}
                    busyText={t('state.loading')}
                    onPress={() => void query.fetchNextPage()}
                  >
                    {t('dictionary.more')}
                  </Button>
                </View>
              ) : null}
            </>
          ) : (
            <Empty
              icon="search"
              title={t('dictionary.none')}
              text={t('dictionary.noneOtherWords')}
            />
          )
        }
      </QueryView>
    </>
  );
}
