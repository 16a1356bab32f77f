import { View } from '@tarojs/components';
import { useState } from 'react';
import { Choice } from '../../../components/choices';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { renewSensorKey, revokeSensorKey } from '../api';
import type { FleetSensor } from '../api';
import { useFleetStep } from '../use-sensors';
import { ShownKey } from './shown-key';

/** A new key for a device, or none: what the old one opened is closed at once, so it is said before. */
export function KeySheet({ holder, onClose }: { holder: FleetSensor['key']; onClose: () => void }) {
  const { t } = useWords();
  const { deviceCode: code, deviceId, isGateway, isRevoked } = holder;
  const [wish, setWish] = useState<'renew' | 'revoke'>('renew');
  const renew = useFleetStep(renewSensorKey);
  const revoke = useFleetStep(revokeSensorKey);
  if (renew.data) {
    return <ShownKey title={t('sensor.keyNew', { code })} made={renew.data} onClose={onClose} />;
  }
  const handleSend = () => {
    if (wish === 'renew') {
      renew.mutate(deviceId);
      return;
    }
    revoke.mutate(deviceId, {
      onSuccess: () => {
        showToast(t('sensor.keyRevoked', { code }));
        onClose();
      },
    });
  };
  const error = wish === 'renew' ? renew.error : revoke.error;
  return (
    <Sheet
      title={t('sensor.keyOf', { code })}
      foot={
        <SheetFoot
          id="key-send"
          busy={renew.isPending || revoke.isPending}
          onBack={onClose}
          onSend={handleSend}
        >
          {t(wish === 'renew' ? 'sensor.keyRenewDo' : 'sensor.keyRevokeDo')}
        </SheetFoot>
      }
      onClose={onClose}
    >
      <Choice id="key-renew" chosen={wish === 'renew'} onPress={() => setWish('renew')}>
        <View className="grow">
          <View className="b">{t('sensor.keyRenew')}</View>
          <View className="t12 ink-3">
            {t(isRevoked ? 'sensor.keyRenewRevoked' : 'sensor.keyRenewHelp')}
          </View>
        </View>
      </Choice>
      {isRevoked ? null : (
        <Choice id="key-revoke" chosen={wish === 'revoke'} onPress={() => setWish('revoke')}>
          <View className="grow">
            <View className="b">{t('sensor.keyRevoke')}</View>
            <View className="t12 ink-3">{t('sensor.keyRevokeHelp')}</View>
          </View>
        </Choice>
      )}
      {isGateway ? <View className="warn rule-line">{t('sensor.keyGateway')}</View> : null}
      {error ? <Failure error={error} /> : null}
    </Sheet>
  );
}
