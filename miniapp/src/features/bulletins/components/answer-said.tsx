import { View } from '@tarojs/components';
import { formatDate } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Answer } from '../api';

/** What a unit said of a finding, and when. */
export function AnswerSaid({ answer }: { answer: Answer }) {
  const { t, reader } = useWords();
  const date = formatDate(Date.parse(answer.answeredAt), reader, false);
  return (
    <View className="bulletin-said column gap4">
      <View className="said">{answer.text}</View>
      <View className="said">{t('bulletin.said', { action: answer.action })}</View>
      <View className={answer.isLate ? 't12 warn' : 't12 ink-3'}>
        {t(answer.isLate ? 'bulletin.saidLate' : 'bulletin.saidAt', { date })}
      </View>
    </View>
  );
}
