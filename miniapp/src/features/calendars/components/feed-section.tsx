import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Fact, Section } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Feed, FeedKind } from '../api';
import { useFeedAddress, useFeedStep } from '../use-feeds';

type Step = 'make' | 'revoke';

interface ConfirmProps {
  kind: FeedKind;
  step: Step;
  onClose: () => void;
}

/** Says what ends before it ends. */
function ConfirmSheet({ kind, step, onClose }: ConfirmProps) {
  const { t } = useWords();
  const act = useFeedStep(kind);
  const word = step === 'make' ? 'renew' : 'revoke';
  const handleConfirm = () =>
    act.mutate(step, {
      onSuccess: () => {
        showToast(t(`feed.${word}.done`));
        onClose();
      },
    });
  return (
    <Sheet
      title={t(`feed.${word}.title`)}
      onClose={onClose}
      foot={
        <SheetFoot
          id={`feed-${word}-confirm`}
          busy={act.isPending}
          onBack={onClose}
          onSend={handleConfirm}
        >
          {t(`feed.${word}.title`)}
        </SheetFoot>
      }
    >
      <View className="ink-2">{t(`feed.${word}.text`)}</View>
      {act.error ? <Failure error={act.error} onRetry={handleConfirm} /> : null}
    </Sheet>
  );
}

/** `webcal:` lets a phone's calendar subscribe by one tap. */
function openInCalendar(address: string) {
  window.location.href = address.replace(/^https?:/, 'webcal:');
}

/** One feed: made, copied, renewed, ended. */
export function FeedSection({ kind, feed }: { kind: FeedKind; feed: Feed | undefined }) {
  const { t, reader } = useWords();
  const address = useFeedAddress(feed, kind);
  const make = useFeedStep(kind);
  const [asked, setAsked] = useState<Step | null>(null);
  const handleMake = () => make.mutate('make', { onSuccess: () => showToast(t('feed.made')) });
  const handleCopy = (text: string) => {
    void Taro.setClipboardData({ data: text }).then(
      () => showToast(t('feed.copied')),
      () => showToast(t('feed.copyFailed'), 'failed'),
    );
  };
  return (
    <Section first={kind === 'mine'} id={`feed-${kind}`} title={t(`feed.${kind}`)}>
      <View className="ink-2 rule-line">{t(`feed.${kind}.about`)}</View>
      {feed ? (
        <>
          <Fact label={t('feed.madeAt')}>{formatMoment(Date.parse(feed.madeAt), reader)}</Fact>
          <Fact label={t('feed.readAt')}>
            {feed.readAt ? formatMoment(Date.parse(feed.readAt), reader) : t('feed.neverRead')}
          </Fact>
          {address ? (
            <View className="feed-address" id={`feed-address-${kind}`}>
              <Text className="wrap">{address}</Text>
            </View>
          ) : (
            <View className="ink-3 rule-line">{t('feed.shownOnce')}</View>
          )}
          <View className="row row-wrap gap8 space-over">
            {address ? (
              <Button kind="primary" id={`feed-copy-${kind}`} onPress={() => handleCopy(address)}>
                {t('feed.copy')}
              </Button>
            ) : null}
            {address && process.env.TARO_ENV === 'h5' ? (
              <Button onPress={() => openInCalendar(address)}>{t('feed.open')}</Button>
            ) : null}
            <Button id={`feed-renew-${kind}`} onPress={() => setAsked('make')}>
              {t('feed.renew.title')}
            </Button>
            <Button kind="text" id={`feed-revoke-${kind}`} onPress={() => setAsked('revoke')}>
              {t('feed.revoke.title')}
            </Button>
          </View>
        </>
      ) : (
        <View className="row space-over">
          <Button
            kind="primary"
            id={`feed-make-${kind}`}
            busy={make.isPending}
            busyText={t('action.sending')}
            onPress={handleMake}
          >
            {t('feed.make')}
          </Button>
        </View>
      )}
      {make.error ? <Failure error={make.error} onRetry={handleMake} /> : null}
      {asked ? <ConfirmSheet kind={kind} step={asked} onClose={() => setAsked(null)} /> : null}
    </Section>
  );
}
