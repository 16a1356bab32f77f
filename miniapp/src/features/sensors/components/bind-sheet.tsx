import { View } from '@tarojs/components';
import { useState } from 'react';
import { CodeField } from '../../../components/code-field';
import { Fact } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { bindSensor } from '../api';
import { useFleetStep } from '../use-sensors';

/** Two codes, one after the other: the sensor's, then the instrument's. */
export function BindSheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [sensorCode, setSensorCode] = useState<string | null>(null);
  const bind = useFleetStep((labelCode: string) => bindSensor(sensorCode ?? '', labelCode));
  const handleLabel = (labelCode: string) =>
    bind.mutate(labelCode, {
      onSuccess: () => {
        showToast(t('sensor.bound', { code: sensorCode ?? '' }));
        onClose();
      },
    });
  return (
    <Sheet title={t('sensor.bind')} onClose={onClose}>
      {sensorCode === null ? (
        <CodeField
          key="sensor"
          label={t('sensor.codeLabel')}
          hint="S-0412"
          confirm={t('sensor.next')}
          busy={false}
          onCode={setSensorCode}
        />
      ) : (
        <View className="column gap12">
          <Fact label={t('sensor.codeLabel')} strong>
            {sensorCode}
          </Fact>
          <CodeField
            key="label"
            label={t('sensor.labelLabel')}
            confirm={t('sensor.bindDo')}
            busy={bind.isPending}
            onCode={handleLabel}
          />
          {bind.error ? <Failure error={bind.error} /> : null}
        </View>
      )}
    </Sheet>
  );
}
