import { View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { useErrorWords } from '../../../components/states';
import { formatBytes } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { UploadItem } from '../use-uploads';
import { HashLine } from './hash-line';

interface UploadRowProps {
  item: UploadItem;
  onPause: () => void;
  onResume: () => void;
  onRemove: () => void;
}

/** One file on its way: how far it is, paused and gone on with, and its hash once the server has it whole. */
export function UploadRow({ item, onPause, onResume, onRemove }: UploadRowProps) {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const { name, sizeBytes, sentBytes, state } = item;
  const percent = sizeBytes === 0 ? 100 : Math.floor((sentBytes / sizeBytes) * 100);
  const isWhole = state === 'whole';
  const isMoving = state === 'sending' || state === 'waiting';
  const web =
    process.env.TARO_ENV === 'h5'
      ? { role: 'progressbar', 'aria-label': name, 'aria-valuenow': percent }
      : {};
  return (
    <View className="upload-row" id={`upload-${item.key}`}>
      <View className="row gap12">
        <Icon name={isWhole ? 'check' : 'file'} className={isWhole ? 'accent' : 'ink-3'} />
        <View className="grow">
          <View className="wrap">{name}</View>
          <View className="t12 ink-3">
            {isWhole
              ? spaced(formatBytes(sizeBytes), t('upload.whole'))
              : spaced(
                  t('upload.sent', { sent: formatBytes(sentBytes), all: formatBytes(sizeBytes) }),
                  `${percent}%`,
                )}
          </View>
        </View>
        {isMoving ? (
          <Button kind="text" label={t('upload.pauseFile', { name })} onPress={onPause}>
            {t('upload.pause')}
          </Button>
        ) : null}
        {state === 'paused' || state === 'failed' ? (
          <Button kind="text" label={t('upload.resumeFile', { name })} onPress={onResume}>
            {t(state === 'failed' ? 'action.retry' : 'upload.resume')}
          </Button>
        ) : null}
        <Press className="icon-button" label={t('deliver.takeOff', { name })} onPress={onRemove}>
          <Icon name="close" className="ink-2" />
        </Press>
      </View>
      {isWhole && item.sha256 ? <HashLine sha256={item.sha256} name={name} /> : null}
      {isWhole ? null : (
        <View className="score-bar" {...web}>
          <View
            className={classes('deliver-fill', !isMoving && 'deliver-still')}
            style={{ width: `${percent}%` }}
          />
        </View>
      )}
      {state === 'waiting' ? <View className="t12 warn">{t('upload.waiting')}</View> : null}
      {state === 'paused' ? <View className="t12 ink-3">{t('upload.paused')}</View> : null}
      {state === 'failed' ? (
        <View className="t12 alarm wrap">{errorWords(item.error).title}</View>
      ) : null}
    </View>
  );
}
