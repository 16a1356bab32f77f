import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { Sheet } from '../../../components/sheet';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { openDownload, openPreview } from '../../../lib/download';
import { formatBytes } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { createDownloadLink } from '../api';
import type { ResultFile } from '../api';
import { HashLine } from './hash-line';

const scanTone = { none: '', pending: 'warn', clean: '', infected: 'alarm' } as const;

interface ResultFileRowProps {
  bookingId: string;
  file: ResultFile;
  /** Files whose time is over keep their record only; who judges a dispute reads none. */
  isFetchable: boolean;
  onFetched: () => void;
}

/** One delivered file: size, hash, what the look for viruses said, and its ways to be seen. */
export function ResultFileRow({ bookingId, file, isFetchable, onFetched }: ResultFileRowProps) {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState<'download' | 'preview' | null>(null);
  const [picture, setPicture] = useState<string | null>(null);
  const { preview, scan } = file;
  const isSafe = scan.state === 'none' || scan.state === 'clean';

  const run = async (what: 'download' | 'preview', act: () => Promise<void>) => {
    setBusy(what);
    try {
      await act();
      onFetched();
    } catch (error) {
      showToast(errorWords(error).title, 'failed');
    } finally {
      setBusy(null);
    }
  };
  const linkFor = (isPreview: boolean) => async () =>
    (await createDownloadLink(bookingId, file.id, isPreview)).url;
  const handleDownload = () =>
    run('download', async () => {
      const outcome = await openDownload(linkFor(false), preview);
      if (outcome === 'copied') showToast(t('results.linkCopied'));
    });
  const handlePreview = () =>
    run('preview', async () => {
      if (preview) setPicture(await openPreview(linkFor(true), preview));
    });

  return (
    <View className="result-file">
      <Icon name="file" className="ink-3" />
      <View className="grow">
        <View className="wrap">{file.name}</View>
        <View className="t12 ink-3 wrap">
          <Text>{formatBytes(file.sizeBytes)}</Text>
          <Text className={scanTone[scan.state]}>
            {` · ${
              scan.state === 'infected' && scan.note
                ? t('results.infectedBy', { name: scan.note })
                : t(`results.scan.${scan.state}`)
            }`}
          </Text>
        </View>
        <View className="result-ways">
          <HashLine sha256={file.sha256} name={file.name} />
          {isFetchable && isSafe ? (
            <View className="row gap8 result-acts">
              {preview ? (
                <Button
                  kind="text"
                  label={t('results.previewFile', { name: file.name })}
                  busy={busy === 'preview'}
                  busyText={t('results.fetching')}
                  onPress={() => void handlePreview()}
                >
                  {t('results.preview')}
                </Button>
              ) : null}
              <Button
                kind="text"
                icon="download"
                label={t('results.downloadFile', { name: file.name })}
                busy={busy === 'download'}
                busyText={t('results.fetching')}
                onPress={() => void handleDownload()}
              >
                {t('results.download')}
              </Button>
            </View>
          ) : null}
        </View>
      </View>
      {picture ? (
        <Sheet title={file.name} onClose={() => setPicture(null)}>
          <Image src={picture} className="result-picture" aria-label={file.name} />
        </Sheet>
      ) : null}
    </View>
  );
}
