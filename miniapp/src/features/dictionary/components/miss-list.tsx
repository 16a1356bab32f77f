import { Text, View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Segments } from '../../../components/choices';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { now } from '../../../lib/clock';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { DAY } from '../../../lib/wall-clock';
import type { Miss } from '../api';
import { useMisses } from '../use-dictionary';
import { MissSheet } from './miss-sheet';

const spans = ['7', '30', '365'] as const;

const CHINA = 8 * 60 * 60_000;
const dayBefore = (days: number) =>
  new Date(now() + CHINA - (days - 1) * DAY).toISOString().slice(0, 10);

const SHAPES = {
  '[number]': 'miss.number',
  '[address]': 'miss.address',
  '[sentence]': 'miss.sentence',
} as const;

const shapeOf = (words: string) =>
  SHAPES[words as keyof typeof SHAPES] as (typeof SHAPES)[keyof typeof SHAPES] | undefined;

function MissRow({ miss, onAdd }: { miss: Miss; onAdd?: (miss: Miss) => void }) {
  const { t, reader } = useWords();
  const shape = shapeOf(miss.words);
  return (
    <View className="line-row">
      <View className="grow">
        <View className={shape ? 'ink-2 wrap' : 'b wrap'}>{shape ? t(shape) : miss.example}</View>
        <View className="t12 ink-3 wrap">
          {miss.readAs ? t('miss.readAs', { read: miss.readAs }) : t('miss.notRead')}
        </View>
        <View className="t12 ink-3">
          {t('miss.last', { when: formatMoment(Date.parse(miss.lastAt), reader) })}
        </View>
      </View>
      <Text className="amount b">{t('miss.times', { count: miss.times })}</Text>
      {onAdd && !shape ? (
        <Button
          icon="plus"
          label={t('miss.addTo', { words: miss.words })}
          onPress={() => onAdd(miss)}
        >
          {t('miss.add')}
        </Button>
      ) : null}
    </View>
  );
}

/** What people searched for in vain, the most frequent first; who keeps the dictionary adds it from here. */
export function MissList({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useWords();
  const [span, setSpan] = useState<(typeof spans)[number]>('30');
  const [adding, setAdding] = useState<Miss | null>(null);
  const query = useMisses(dayBefore(Number(span)));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  return (
    <>
      <View className="section section-first">
        <Segments
          label={t('miss.span')}
          options={spans.map((value) => ({ value, name: t(`miss.days.${value}`) }))}
          value={span}
          onPick={setSpan}
        />
        <View className="t12 ink-3 space-over">{t('miss.privacy')}</View>
      </View>
      <QueryView query={query}>
        {() =>
          items.length ? (
            <>
              <View className="section">
                {items.map((miss) => (
                  <MissRow key={miss.words} miss={miss} onAdd={mayAdd ? setAdding : undefined} />
                ))}
              </View>
              <ListEnd
                shown={items.length}
                isMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
              />
            </>
          ) : (
            <Empty icon="check" title={t('miss.none')} text={t('miss.noneHelp')} />
          )
        }
      </QueryView>
      {adding ? <MissSheet miss={adding} onClose={() => setAdding(null)} /> : null}
    </>
  );
}
