import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { Failure } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { linkAlipay, unlinkAlipay } from '../api';
import type { NoticePreferences } from '../api';
import { useAddressStep } from '../use-notice-preferences';
import { TroubleWords } from './email-section';

/** Only Alipay's own app can say who its user is. */
export function AlipaySection({ state }: { state: NoticePreferences['channels']['alipay'] }) {
  const { t } = useWords();
  const link = useAddressStep(async () => linkAlipay((await Taro.login()).code));
  const unlink = useAddressStep(() => unlinkAlipay());
  const handleLink = () => link.mutate(undefined);
  const handleUnlink = () => unlink.mutate(undefined);
  if (!state.isOpen) return null;
  return (
    <Section id="alipay" title={t('prefs.channel.alipay')}>
      {state.verifiedAt !== null ? (
        <View className="line-row">
          <View className="grow">{t('prefs.alipayOn')}</View>
          <Button
            kind="text"
            busy={unlink.isPending}
            busyText={t('action.sending')}
            onPress={handleUnlink}
          >
            {t('prefs.alipayOff')}
          </Button>
        </View>
      ) : process.env.TARO_ENV === 'alipay' ? (
        <View className="row">
          <Button busy={link.isPending} busyText={t('action.sending')} onPress={handleLink}>
            {t('prefs.alipayAllow')}
          </Button>
        </View>
      ) : (
        <View className="ink-3">{t('prefs.alipayElsewhere')}</View>
      )}
      <TroubleWords state={state} />
      {link.error ? <Failure error={link.error} onRetry={handleLink} /> : null}
      {unlink.error ? <Failure error={unlink.error} onRetry={handleUnlink} /> : null}
    </Section>
  );
}
