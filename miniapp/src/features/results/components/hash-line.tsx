import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Press } from '../../../components/press';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';

const SHOWN = 8;

/** The start of a file's SHA-256; a tap copies the whole of it. */
export function HashLine({ sha256, name }: { sha256: string; name: string }) {
  const { t } = useWords();
  const handleCopy = () => {
    void Taro.setClipboardData({ data: sha256 }).then(
      () => showToast(t('results.hashCopied')),
      () => showToast(t('results.hashNotCopied'), 'failed'),
    );
  };
  return (
    <Press className="hash-line" onPress={handleCopy}>
      <View className="t12 ink-3">
        <Text className="digits">{`SHA-256 ${sha256.slice(0, SHOWN)}…`}</Text>
        <Text className="accent">{` ${t('results.copy')}`}</Text>
        <Text className="hidden-words">{name}</Text>
      </View>
    </Press>
  );
}
