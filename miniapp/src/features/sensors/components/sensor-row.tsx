import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatDate, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import { unbindSensor } from '../api';
import type { FleetSensor } from '../api';
import { troublesOf } from '../health';
import { useFleetStep } from '../use-sensors';
import { KeySheet } from './key-sheet';

/** A sensor: what it is clipped to, when it was last heard, and what is the matter with it. */
export function SensorRow({ sensor }: { sensor: FleetSensor }) {
  const { t, reader } = useWords();
  const wordsOf = useErrorWords();
  const unbind = useFleetStep(unbindSensor);
  const [isKeyOpen, setKeyOpen] = useState(false);
  const { batteryPercent, code, firmware, gatewayCode, instrument, installedAt, lastSeenAt } =
    sensor;
  const troubles = troublesOf(sensor, reader.now, t);
  const handleUnbind = () =>
    unbind.mutate(sensor.id, {
      onSuccess: () => showToast(t('sensor.unboundDone')),
      onError: (error) => showToast(wordsOf(error).title, 'failed'),
    });
  return (
    <View id={`sensor-${code}`} className="line-row row-top">
      <View className="grow column gap4">
        <View className="row row-wrap row-base gap8">
          <Text className="t16 b">{code}</Text>
          <Text className="ink-2">
            {instrument ? `${instrument.name} ${instrument.model}` : t('sensor.noInstrument')}
          </Text>
        </View>
        <Text className="t12 ink-3">
          {spaced(
            lastSeenAt === null
              ? null
              : t('sensor.seen', { time: formatMoment(Date.parse(lastSeenAt), reader) }),
            t('sensor.installed', { day: formatDate(Date.parse(installedAt), reader, false) }),
            firmware === null ? null : t('sensor.firmware', { version: firmware }),
            batteryPercent === null ? null : t('sensor.battery', { percent: batteryPercent }),
            gatewayCode === null ? null : t('sensor.gateway', { code: gatewayCode }),
          )}
        </Text>
        {troubles.map((trouble) => (
          <View key={trouble} className="row gap4 warn">
            <Icon name="warning" size="s" />
            <Text>{trouble}</Text>
          </View>
        ))}
      </View>
      <View className="row row-wrap">
        <Button
          id={`key-${code}`}
          kind="text"
          label={t('sensor.keyOf', { code: sensor.key.deviceCode })}
          onPress={() => setKeyOpen(true)}
        >
          {t('sensor.key')}
        </Button>
        {instrument ? (
          <Button
            kind="text"
            label={t('sensor.unbindThis', { code })}
            busy={unbind.isPending}
            onPress={handleUnbind}
          >
            {t('sensor.unbind')}
          </Button>
        ) : null}
      </View>
      {isKeyOpen ? <KeySheet holder={sensor.key} onClose={() => setKeyOpen(false)} /> : null}
    </View>
  );
}
