import { Text, View } from '@tarojs/components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { QueryView, Skeleton, useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { openDownload } from '../../../lib/download';
import { formatBytes, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { createDownloadLink, listResults } from '../api';
import type { Result } from '../api';
import { spaced } from '../../../lib/spaced';

const SHOWN_HASH = 12;

function FileRow({ bookingId, file }: { bookingId: string; file: Result['files'][number] }) {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [isBusy, setBusy] = useState(false);
  const handleDownload = async () => {
    setBusy(true);
    try {
      const { url } = await createDownloadLink(bookingId, file.id);
      await openDownload(url);
    } catch (error) {
      showToast(errorWords(error).title, 'failed');
    } finally {
      setBusy(false);
    }
  };
  return (
    <View className="line-row">
      <Icon name="file" className="ink-3" />
      <View className="grow">
        <View className="wrap">{file.name}</View>
        <View className="t12 ink-3 wrap">
          {spaced(formatBytes(file.sizeBytes), `SHA-256 ${file.sha256.slice(0, SHOWN_HASH)}…`)}
        </View>
      </View>
      <Button
        icon="download"
        label={t('results.downloadFile', { name: file.name })}
        busy={isBusy}
        busyText={t('results.fetching')}
        onPress={() => void handleDownload()}
      >
        {t('results.download')}
      </Button>
    </View>
  );
}

/** What the crew delivered, newest version first; every download is recorded by the server. */
export function ResultList({ bookingId, emptyWords }: { bookingId: string; emptyWords: string }) {
  const { t, reader } = useWords();
  const query = useQuery({
    queryKey: ['results', bookingId],
    queryFn: () => listResults(bookingId),
  });
  return (
    <QueryView query={query} skeleton={<Skeleton count={1} card={false} />}>
      {(data) =>
        data.items.length ? (
          <>
            {data.items.map((result) => (
              <View key={result.id}>
                <View className="row between t12 ink-3 rule-line">
                  <Text>
                    {t('results.version', { version: result.version, who: result.releasedBy })}
                  </Text>
                  <Text>{formatMoment(Date.parse(result.releasedAt), reader)}</Text>
                </View>
                {result.summary ? <View className="wrap">{result.summary}</View> : null}
                {result.files.map((file) => (
                  <FileRow key={file.id} bookingId={bookingId} file={file} />
                ))}
              </View>
            ))}
          </>
        ) : (
          <View className="ink-3">{emptyWords}</View>
        )
      }
    </QueryView>
  );
}
