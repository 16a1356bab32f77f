import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Section } from '../../../components/marks';
import { Failure } from '../../../components/states';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { removeEmail, setEmail, verifyEmail } from '../api';
import type { NoticePreferences } from '../api';
import { useAddressStep } from '../use-notice-preferences';

type State = NoticePreferences['channels']['email'];

/** What went wrong with a channel last, in words that say what to do. */
export function TroubleWords({ state }: { state: State }) {
  const { t, reader } = useWords();
  if (state.trouble === null) return null;
  const { reason, isFinal, at } = state.trouble;
  const words = reason === 'refused' ? 'refused' : isFinal ? 'givenUp' : 'away';
  return (
    <View className="rule-line alarm">
      <Text>{t(`prefs.trouble.${words}`, { time: formatMoment(Date.parse(at), reader) })}</Text>
    </View>
  );
}

/** An address is proved by a code before anything else goes there. */
export function EmailSection({ state }: { state: State }) {
  const { t, reader } = useWords();
  const [address, setAddress] = useState(state.address ?? '');
  const [code, setCode] = useState('');
  const [isChanging, setChanging] = useState(false);
  const send = useAddressStep((to: string) => setEmail(to.trim()));
  const verify = useAddressStep((typed: string) => verifyEmail(typed.trim()));
  const remove = useAddressStep(() => removeEmail());
  const handleSend = () => send.mutate(address, { onSuccess: () => setChanging(false) });
  const handleVerify = () => verify.mutate(code, { onSuccess: () => setCode('') });
  const handleRemove = () => remove.mutate(undefined, { onSuccess: () => setAddress('') });
  if (!state.isOpen) {
    return (
      <Section title={t('prefs.channel.email')}>
        <View className="ink-3">{t('prefs.emailClosed')}</View>
      </Section>
    );
  }
  const waits = state.codeUntil !== null && !isChanging;
  const isProved = state.verifiedAt !== null && !isChanging;
  return (
    <Section id="email" title={t('prefs.channel.email')}>
      {isProved ? (
        <View className="line-row">
          <View className="grow wrap">{state.address}</View>
          <Button kind="text" id="change-email" onPress={() => setChanging(true)}>
            {t('prefs.emailChange')}
          </Button>
          <Button
            kind="text"
            id="remove-email"
            busy={remove.isPending}
            busyText={t('action.sending')}
            onPress={handleRemove}
          >
            {t('prefs.emailRemove')}
          </Button>
        </View>
      ) : waits ? (
        <View className="column gap12">
          <View className="ink-2 wrap">
            {t('prefs.codeSent', {
              address: state.address ?? '',
              time: formatMoment(Date.parse(state.codeUntil ?? ''), reader),
            })}
          </View>
          <Field id="email-code" label={t('prefs.code')} value={code} max={6} onChange={setCode} />
          <View className="row row-wrap gap8">
            <Button
              id="verify-email"
              kind="primary"
              disabled={!/^\d{6}$/.test(code.trim())}
              busy={verify.isPending}
              busyText={t('action.sending')}
              onPress={handleVerify}
            >
              {t('prefs.codeCheck')}
            </Button>
            <Button
              kind="text"
              busy={send.isPending}
              busyText={t('action.sending')}
              onPress={handleSend}
            >
              {t('prefs.codeAgain')}
            </Button>
            <Button kind="text" onPress={() => setChanging(true)}>
              {t('prefs.emailChange')}
            </Button>
          </View>
        </View>
      ) : (
        <View className="column gap12">
          <Field
            id="email-address"
            label={t('prefs.email')}
            hint="name@example.com"
            value={address}
            max={254}
            note={t('prefs.emailAbout')}
            onChange={setAddress}
          />
          <View className="row row-wrap gap8">
            <Button
              id="send-code"
              kind="primary"
              disabled={!/^\S+@\S+\.\S+$/.test(address.trim())}
              busy={send.isPending}
              busyText={t('action.sending')}
              onPress={handleSend}
            >
              {t('prefs.codeSend')}
            </Button>
            {isChanging ? (
              <Button kind="text" onPress={() => setChanging(false)}>
                {t('action.back')}
              </Button>
            ) : null}
          </View>
        </View>
      )}
      <TroubleWords state={state} />
      {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
      {verify.error ? <Failure error={verify.error} /> : null}
      {remove.error ? <Failure error={remove.error} onRetry={handleRemove} /> : null}
    </Section>
  );
}
