import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { QueryView, Skeleton } from '../../../components/states';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Download } from '../api';
import { useDownloads } from '../use-results';

function Line({ line, timeZone }: { line: Download; timeZone: string }) {
  const { t, reader } = useWords();
  return (
    <View className="download-line">
      <Text className="b">{line.who}</Text>
      <Text className="grow wrap">
        {t(line.isPreview ? 'log.previewed' : 'log.downloaded', { name: line.fileName })}
        {line.version === null ? '' : ` · ${t('results.version', { version: line.version })}`}
      </Text>
      <Text className="t12 ink-3">
        {formatMoment(Date.parse(line.at), { ...reader, timeZone })}
      </Text>
    </View>
  );
}

/** Who fetched which file when; read only when it is asked for. */
export function DownloadLog({ bookingId, timeZone }: { bookingId: string; timeZone: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const query = useDownloads(bookingId, isOpen);
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <View className="result-version">
      <Press className="result-head" id="download-log" onPress={() => setOpen(!isOpen)}>
        <Text className="grow ink-2">{t('log.title')}</Text>
        <Icon name={isOpen ? 'down' : 'right'} className="ink-3" />
      </Press>
      {isOpen ? (
        <QueryView query={query} skeleton={<Skeleton count={1} card={false} />}>
          {(data) =>
            lines.length ? (
              <>
                {lines.map((line) => (
                  <Line
                    key={`${line.at}-${line.fileName}-${line.who}`}
                    line={line}
                    timeZone={timeZone}
                  />
                ))}
                {query.hasNextPage ? (
                  <Button
                    kind="text"
                    busy={query.isFetchingNextPage}
                    busyText={t('state.loading')}
                    onPress={() => void query.fetchNextPage()}
                  >
                    {t('log.more')}
                  </Button>
                ) : (
                  <View className="t12 ink-3 rule-line">
                    {t('log.all', { count: data.pages[0]?.total ?? lines.length })}
                  </View>
                )}
              </>
            ) : (
              <View className="ink-3 rule-line">{t('log.none')}</View>
            )
          }
        </QueryView>
      ) : null}
    </View>
  );
}
