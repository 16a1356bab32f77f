import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { useWords } from '../../../lib/i18n';
import type { Booking } from '../api';
import { stepsOf } from '../steps';
import './step-bar.scss';

/** booked · paid · approved · in use · results · reviewed, as a scale. */
export function StepBar({ booking }: { booking: Booking }) {
  const { t, language } = useWords();
  return (
    <View className={language === 'en' ? 'steps steps-en' : 'steps'}>
      {stepsOf(booking).map((step) => (
        <View key={step.name} className={`step step-${step.state}`}>
          <View className="step-bar" />
          <View className="row step-word">
            {step.state === 'done' ? <Icon name="check" size="s" /> : null}
            <Text>{t(`step.${step.word}`)}</Text>
          </View>
        </View>
      ))}
    </View>
  );
}
