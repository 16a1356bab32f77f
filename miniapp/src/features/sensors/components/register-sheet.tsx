import { View } from '@tarojs/components';
import { useState } from 'react';
import { Choice } from '../../../components/choices';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { registerSensor } from '../api';
import type { NewDevice } from '../api';
import { useFleetStep } from '../use-sensors';
import { ShownKey } from './shown-key';

const kinds = ['dayi', 'gateway', 'gateway_member', 'dtu', 'tasmota', 'shelly'] as const;
type Kind = (typeof kinds)[number];

const needsTopic = (kind: Kind) => kind === 'tasmota' || kind === 'shelly';

/** A new sensor or gateway of a unit. */
export function RegisterSheet({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const { t } = useWords();
  const [kind, setKind] = useState<Kind>('dayi');
  const [code, setCode] = useState('');
  const [topic, setTopic] = useState('');
  const [gatewayCode, setGatewayCode] = useState('');
  const [seconds, setSeconds] = useState('10');
  const register = useFleetStep((body: NewDevice) => registerSensor(body));
  if (register.data) {
    const title = t('sensor.made', { code: register.data.code });
    return <ShownKey title={title} made={register.data} onClose={onClose} />;
  }
  const isReady =
    code.trim() !== '' &&
    (!needsTopic(kind) || topic.trim() !== '') &&
    (kind !== 'gateway_member' || gatewayCode.trim() !== '');
  const handleSend = () =>
    register.mutate({
      unitId,
      kind,
      code: code.trim(),
      intervalSeconds: Number(seconds) || 10,
      ...(topic.trim() ? { topic: topic.trim() } : {}),
      ...(kind === 'gateway_member' ? { gatewayCode: gatewayCode.trim() } : {}),
    });
  return (
    <Sheet
      title={t('sensor.register')}
      foot={
        <SheetFoot
          id="register-send"
          disabled={!isReady}
          busy={register.isPending}
          onBack={onClose}
          onSend={handleSend}
        >
          {isReady ? t('sensor.registerDo') : t('sensor.registerFirst')}
        </SheetFoot>
      }
      onClose={onClose}
    >
      {kinds.map((one) => (
        <Choice key={one} id={`kind-${one}`} chosen={one === kind} onPress={() => setKind(one)}>
          <View className="grow">
            <View className="b">{t(`sensor.kind.${one}`)}</View>
            <View className="t12 ink-3">{t(`sensor.kindHelp.${one}`)}</View>
          </View>
        </Choice>
      ))}
      <Field
        id="device-code"
        label={t('sensor.deviceCode')}
        hint="S-0412"
        value={code}
        max={40}
        onChange={setCode}
      />
      {kind === 'gateway_member' ? (
        <Field
          id="gateway-code"
          label={t('sensor.gatewayCode')}
          hint="G-0401"
          value={gatewayCode}
          max={40}
          onChange={setGatewayCode}
        />
      ) : null}
      {needsTopic(kind) || kind === 'dtu' ? (
        <Field
          id="device-topic"
          label={t('sensor.ownTopic')}
          note={t('sensor.ownTopicHelp')}
          value={topic}
          onChange={setTopic}
        />
      ) : null}
      {kind === 'gateway' ? null : (
        <Field
          id="device-seconds"
          label={t('sensor.interval')}
          value={seconds}
          max={4}
          onChange={setSeconds}
        />
      )}
      {register.error ? <Failure error={register.error} /> : null}
    </Sheet>
  );
}
