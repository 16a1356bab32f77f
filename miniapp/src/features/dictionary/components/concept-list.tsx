import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { useConcepts } from '../use-dictionary';
import { ConceptRows } from './concept-rows';

interface ListProps {
  chosenId: string | null;
  onOpen: (id: string) => void;
  onNew: () => void;
  onShown: (ids: string[]) => void;
}

/** The dictionary, looked through by any word of it. */
export function ConceptList({ chosenId, onOpen, onNew, onShown }: ListProps) {
  const { t } = useWords();
  const [q, setQ] = useState('');
  const query = useConcepts(q.trim());
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const ids = items.map(({ id }) => id).join(',');
  useEffect(() => onShown(ids ? ids.split(',') : []), [ids, onShown]);
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  return (
    <>
      <View className="section section-first">
        <View className="row row-top gap8">
          <View className="grow">
            <Field
              id="dictionary-search"
              label={t('dictionary.find')}
              hint={t('dictionary.findHint')}
              value={q}
              max={100}
              onChange={setQ}
            />
          </View>
          <View className="space-label">
            <Button id="concept-new" icon="plus" label={t('dictionary.newKind')} onPress={onNew}>
              {t('dictionary.new')}
            </Button>
          </View>
        </View>
      </View>
      <QueryView query={query}>
        {(data) =>
          items.length ? (
            <>
              <ConceptRows items={items} chosenId={chosenId} onPick={({ id }) => onOpen(id)} />
              <ListEnd
                shown={items.length}
                total={data.pages[0]?.total}
                isMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
              />
            </>
          ) : (
            <Empty icon="search" title={t('dictionary.none')} text={t('dictionary.noneHelp')} />
          )
        }
      </QueryView>
    </>
  );
}
