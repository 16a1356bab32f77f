import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Stepper } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { TimeField } from '../../../components/time-field';
import { formatDiscount } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { PriceList } from '../api';

type OffPeak = PriceList['offPeak'];

const STEP = 5;
const MOST_SPANS = 10;

/** Hours of the day that cost less; an end before its start runs past midnight. */
export function OffPeakRows({
  spans,
  onChange,
}: {
  spans: OffPeak;
  onChange: (spans: OffPeak) => void;
}) {
  const { t, language } = useWords();
  return (
    <>
      {spans.map((span, index) => {
        const set = (part: Partial<OffPeak[number]>) =>
          onChange(spans.map((one, at) => (at === index ? { ...one, ...part } : one)));
        const less = span.percentOff - STEP;
        const more = span.percentOff + STEP;
        return (
          <View key={index} className="rule-line">
            <View className="row row-wrap gap8">
              <TimeField
                id={`off-from-${index}`}
                label={t('prices.offFrom', { index: index + 1 })}
                value={span.from}
                onChange={(from) => set({ from })}
              />
              <Text>–</Text>
              <TimeField
                id={`off-to-${index}`}
                isEnd
                label={t('prices.offTo', { index: index + 1 })}
                value={span.to}
                onChange={(to) => set({ to })}
              />
              <Stepper
                value={formatDiscount(span.percentOff, language)}
                lessLabel={t('prices.offLess', { index: index + 1 })}
                moreLabel={t('prices.offMore', { index: index + 1 })}
                onLess={less >= STEP ? () => set({ percentOff: less }) : undefined}
                onMore={more <= 100 ? () => set({ percentOff: more }) : undefined}
              />
              <Press
                className="icon-button"
                label={t('prices.offRemove', { index: index + 1 })}
                onPress={() => onChange(spans.filter((one) => one !== span))}
              >
                <Icon name="close" />
              </Press>
            </View>
            {span.from === span.to ? (
              <View className="alarm t12">{t('prices.flaw.span')}</View>
            ) : null}
          </View>
        );
      })}
      {spans.length < MOST_SPANS ? (
        <View className="row space-over">
          <Button
            id="off-add"
            block
            onPress={() => onChange([...spans, { from: '18:00', to: '22:00', percentOff: 20 }])}
          >
            {t('prices.offAdd')}
          </Button>
        </View>
      ) : null}
    </>
  );
}
