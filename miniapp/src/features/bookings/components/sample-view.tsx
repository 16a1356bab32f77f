import { Text, View } from '@tarojs/components';
import { useMemo } from 'react';
import { Stepper } from '../../../components/choices';
import { Section } from '../../../components/marks';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo, replaceWith } from '../../../lib/routes';
import { useSignedIn } from '../../../lib/session';
import type { Instrument } from '../../instruments/api';
import { instrumentName } from '../../instruments/instrument-name';
import { holdSlot } from '../api';
import type { Wish } from '../api';
import { changeDraft, useDraft } from '../draft';
import { useBookingAction, useIntention, useQuote } from '../use-bookings';
import { usePayer } from '../use-payers';
import { FormFrame } from './form-frame';
import { HoldBar } from './hold-bar';
import { WishPrice, WishTerms } from './wish-terms';

/** As many as one booking takes of a test item. */
const MOST_SAMPLES = 10_000;

function useSampleWish(instrument: Instrument) {
  const { counts } = useDraft(instrument.id);
  const { payer } = usePayer(instrument.id);
  const chargeTo = payer?.chargeTo;
  const service = instrument.rules.service === 'self' ? 'self' : 'crew';
  return useMemo((): Wish | null => {
    const items = Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([testItemId, count]) => ({ testItemId, count }));
    if (!items.length) return null;
    const instrumentId = instrument.id;
    return { instrumentId, kind: 'sample', items, service, ...(chargeTo ? { chargeTo } : {}) };
  }, [counts, chargeTo, service, instrument.id]);
}

/** Samples by test item: how many, what they cost, who pays. The lab gives them machine time. */
export function SampleView({ instrument }: { instrument: Instrument }) {
  const { t, language } = useWords();
  const isSignedIn = useSignedIn();
  const { counts, purpose } = useDraft(instrument.id);
  const wish = useSampleWish(instrument);
  const quote = useQuote(wish);
  const intention = useIntention();
  const hold = useBookingAction((body: Wish & { purpose: string }) =>
    holdSlot(body, intention.keyFor(body)),
  );
  const priced = wish && quote.data && !quote.isPlaceholderData ? quote.data : null;
  const broken = priced?.broken.map((rule) => rule.message) ?? [];
  const unitFen = (id: string) =>
    instrument.prices?.items.find(
      (item) => item.testItemId === id && item.userKind === instrument.yourKind,
    )?.unitFen;
  const setCount = (id: string, count: number) => {
    hold.reset();
    changeDraft(instrument.id, { counts: { ...counts, [id]: count } });
  };
  const handleHold = () => {
    if (!wish) return;
    hold.mutate(
      { ...wish, purpose: purpose.trim() },
      {
        onSuccess: (booking) => {
          intention.done();
          changeDraft(instrument.id, { counts: {} });
          replaceWith('checkout', { id: booking.id });
        },
      },
    );
  };
  const stateOf = () => {
    if (!wish) return 'noSamples';
    if (!isSignedIn) return 'guest';
    if (broken.length) {
      const isOver = priced?.broken.every(({ code }) => code === 'booking.member_limit');
      return isOver ? 'limit' : 'barred';
    }
    return priced ? 'ready' : 'counting';
  };
  const bar = (
    <HoldBar
      totalFen={priced?.totalFen ?? null}
      broken={broken[0] ?? null}
      state={stateOf()}
      isHolding={hold.isPending}
      onHold={handleHold}
      onSignIn={() => goTo('signIn')}
    />
  );
  const terms = (
    <>
      <Section>
        <WishTerms instrumentId={instrument.id} />
      </Section>
      {wish ? <WishPrice quote={quote} timeZone={instrument.rules.timeZone} /> : null}
    </>
  );
  return (
    <FormFrame
      title={t('page.samples')}
      under="home"
      broken={broken}
      nearest={[]}
      timeZone={instrument.rules.timeZone}
      error={hold.error}
      bar={bar}
      terms={terms}
      onRetry={handleHold}
    >
      {(below) => (
        <>
          <View className="book-head">
            <View className="t16 b">{`${instrumentName(instrument, language)} ${instrument.model}`}</View>
            <View className="t12 ink-3">{instrument.unit.name}</View>
          </View>
          <Section title={t('samples.items')}>
            {instrument.testItems.map(({ id, name }) => {
              const count = counts[id] ?? 0;
              const price = unitFen(id);
              return (
                <View key={id} className="line-row">
                  <View className="grow">
                    <View className="wrap">{name}</View>
                    <Text className="t12 ink-3">
                      {price === undefined
                        ? t('price.none')
                        : price === 0
                          ? t('price.free')
                          : `${formatMoney(price)} ${t('price.per.sample')}`}
                    </Text>
                  </View>
                  <Stepper
                    value={t('samples.count', { count })}
                    lessLabel={t('samples.less', { name })}
                    moreLabel={t('samples.more', { name })}
                    onLess={count > 0 ? () => setCount(id, count - 1) : undefined}
                    onMore={count < MOST_SAMPLES ? () => setCount(id, count + 1) : undefined}
                  />
                </View>
              );
            })}
            <View className="t12 ink-3 rule-line">{t('samples.queue')}</View>
          </Section>
          {below}
        </>
      )}
    </FormFrame>
  );
}
