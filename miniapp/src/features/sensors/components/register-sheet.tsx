import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Choice } from '../../../components/choices';
import { Field } from '../../../components/field';
import { Fact } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { registerSensor } from '../api';
import type { NewDevice, Registered } from '../api';
import { useFleetStep } from '../use-sensors';

const kinds = ['dayi', 'gateway', 'gateway_member', 'dtu', 'tasmota', 'shelly'] as const;
type Kind = (typeof kinds)[number];

const needsTopic = (kind: Kind) => kind === 'tasmota' || kind === 'shelly';

/** The key is told this once: it is shown until the sheet is closed on purpose. */
function ShownKey({ made, onClose }: { made: Registered; onClose: () => void }) {
  const { t } = useWords();
  const handleCopy = () =>
    void Taro.setClipboardData({ data: made.key ?? '' }).then(
      () => showToast(t('sensor.keyCopied')),
      () => showToast(t('me.copyFailed'), 'failed'),
    );
  return (
    <Sheet
      title={t('sensor.made', { code: made.code })}
      foot={
        <Button id="key-kept" kind="primary" block onPress={onClose}>
          {t(made.key === null ? 'action.close' : 'sensor.keyKept')}
        </Button>
      }
      onClose={onClose}
    >
      {made.topic ? (
        <Fact label={t('sensor.topic')}>
          <Text className="wrap">{made.topic}</Text>
        </Fact>
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

/** A new sensor or gateway of a unit. */
export function RegisterSheet({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const { t } = useWords();
  const [kind, setKind] = useState<Kind>('dayi');
  const [code, setCode] = useState('');
  const [topic, setTopic] = useState('');
  const [gatewayCode, setGatewayCode] = useState('');
  const [seconds, setSeconds] = useState('10');
  const register = useFleetStep((body: NewDevice) => registerSensor(body));
  if (register.data) return <ShownKey made={register.data} onClose={onClose} />;
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
