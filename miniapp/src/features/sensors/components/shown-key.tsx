import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Button } from '../../../components/button';
import { Fact } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import type { Registered } from '../api';

/** The key is told this once: it is shown until the sheet is closed on purpose. */
export function ShownKey({
  title,
  made,
  onClose,
}: {
  title: string;
  made: Registered;
  onClose: () => void;
}) {
  const { t } = useWords();
  const handleCopy = () =>
    void Taro.setClipboardData({ data: made.key ?? '' }).then(
      () => showToast(t('sensor.keyCopied')),
      () => showToast(t('me.copyFailed'), 'failed'),
    );
  return (
    <Sheet
      title={title}
      foot={
        <Button id="key-kept" kind="primary" block onPress={onClose}>
          {t(made.key === null ? 'action.close' : 'sensor.keyKept')}
        </Button>
      }
      onClose={onClose}
    >
      {made.topic ? (
        <View className="line-row">
          <View className="column gap4">
            <Text className="ink-2">{t('sensor.topic')}</Text>
            <Text className="wrap">{made.topic}</Text>
          </View>
        </View>
      ) : null}
      <Fact label={t('sensor.userName')}>{made.code}</Fact>
      {made.key === null ? (
        <View className="ink-2 rule-line">{t('sensor.noKey')}</View>
      ) : (
        <>
          <View className="line-row">
            <View className="column gap4">
              <Text className="ink-2">{t('sensor.key')}</Text>
              <Text className="b wrap">{made.key}</Text>
            </View>
          </View>
          <View className="warn rule-line">{t('sensor.keyOnce')}</View>
          <Button onPress={handleCopy}>{t('sensor.keyCopy')}</Button>
        </>
      )}
    </Sheet>
  );
}
