import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Button } from '../../../components/button';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';

/** The reader's own number, by which the head of a group finds them. */
export function OwnNumber({ id }: { id: string }) {
  const { t } = useWords();
  const handleCopy = () => {
    void Taro.setClipboardData({ data: id }).then(
      () => showToast(t('me.copied')),
      () => showToast(t('me.copyFailed'), 'failed'),
    );
  };
  return (
    <View className="line-row">
      <View className="grow">
        <View>{t('me.number')}</View>
        <View className="t12 ink-2 wrap">{id}</View>
        <View className="t12 ink-3">{t('me.numberNote')}</View>
      </View>
      <Button id="copy-number" onPress={handleCopy}>
        {t('me.copy')}
      </Button>
    </View>
  );
}
