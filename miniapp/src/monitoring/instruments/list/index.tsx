import { Text, View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { Field } from '../../../components/field';
import { Icon } from '../../../components/icon';
import { PageFrame } from '../../../components/page-frame';
import { Press } from '../../../components/press';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { instrumentName } from '../../../features/instruments/instrument-name';
import { useRunInstruments } from '../../../features/terms/use-terms';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';

export default function RunInstrumentsPage() {
  const { t, language } = useWords();
  const [q, setQ] = useState('');
  const query = useRunInstruments(q.trim());
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  const isNone = q.trim() === '';
  return (
    <PageFrame title={t('page.runInstruments')} under="desk" narrow>
      <View className="section section-first">
        <Field id="run-search" label={t('terms.find')} value={q} max={100} onChange={setQ} />
      </View>
      <QueryView query={query}>
        {() =>
          items.length ? (
            <>
              <View className="section">
                {items.map((one) => (
                  <Press
                    key={one.id}
                    id={`run-${one.id}`}
                    role="link"
                    className="line-row"
                    onPress={() => goTo('terms', { id: one.id })}
                  >
                    <View className="grow">
                      <View className="b">{`${instrumentName(one, language)} ${one.model}`}</View>
                      <View className="t12 ink-3">{one.room}</View>
                    </View>
                    {one.status === 'open' ? null : (
                      <Text className="t12 warn">{t(`instrument.status.${one.status}`)}</Text>
                    )}
                    <Icon name="right" size="s" className="ink-3" />
                  </Press>
                ))}
              </View>
              <ListEnd
                shown={items.length}
                isMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
              />
            </>
          ) : (
            <Empty
              icon="instrument"
              title={t(isNone ? 'terms.noneRun' : 'terms.noneFound')}
              text={t(isNone ? 'desk.notYoursHelp' : 'terms.noneFoundHelp')}
            />
          )
        }
      </QueryView>
    </PageFrame>
  );
}
