import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Segments } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import {
  formatAssetValue,
  formatDiscount,
  formatDistance,
  formatMoney,
} from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Instrument, UserKind } from '../api';
import { useSignedIn } from '../../../lib/session';
import { RunDay } from '../../monitoring/components/run-day';
import { drawingOf } from '../class-drawing';
import { rulesInWords } from '../rules-in-words';
import { chargeName } from '../charge-name';
import { instrumentName } from '../instrument-name';
import { ReviewSection } from './review-section';
import './instrument-view.scss';

const kinds: UserKind[] = ['own_group', 'own_unit', 'academic', 'company'];

/** City, street and room; an address that names its city needs it no second time. */
function placeWords({ place, address, room }: Instrument): string {
  const city = address.includes(place.cityName) ? '' : place.cityName;
  return [city, address, room].filter(Boolean).join(' ');
}

function Head({ instrument }: { instrument: Instrument }) {
  const { t, language } = useWords();
  const name = instrumentName(instrument, language);
  const { commissionedOn, originalValueFen, rating } = instrument;
  return (
    <>
      <View className="sheet-grid">
        <View className={`elevation elevation-${drawingOf(instrument.class.code)}`} />
        <Text className="t12 ink-3 sheet-class">{instrument.class.name}</Text>
      </View>
      <Section first>
        <View className="t20 b">{name}</View>
        <View className="row row-wrap gap12 t16 ink-2">
          <Text>{`${instrument.maker} ${instrument.model}`}</Text>
          {commissionedOn ? (
            <Text>{t('instrument.since', { year: commissionedOn.slice(0, 4) })}</Text>
          ) : null}
          {originalValueFen === null ? null : (
            <Text>
              {t('instrument.value', { value: formatAssetValue(originalValueFen, language) })}
            </Text>
          )}
        </View>
        <View className="row row-wrap gap12 space-over">
          {rating.mean === null ? (
            <Text className="ink-3">{t('rating.none')}</Text>
          ) : (
            <View className="row gap4">
              <Icon name="star" size="s" />
              <Text className="b">{rating.mean.toFixed(1)}</Text>
              <Text className="ink-3">{t('rating.count', { count: rating.count })}</Text>
            </View>
          )}
          <Text className="ink-2">
            {instrument.crewName
              ? `${instrument.unit.name} ${instrument.crewName}`
              : instrument.unit.name}
          </Text>
        </View>
        <View className="row gap4 ink-2 space-over">
          <Icon name="pin" size="s" />
          <Text className="wrap">{placeWords(instrument)}</Text>
          {instrument.distanceKm === null ? null : (
            <Text>{formatDistance(instrument.distanceKm)}</Text>
          )}
        </View>
      </Section>
    </>
  );
}

function Prices({ instrument }: { instrument: Instrument }) {
  const { t, language } = useWords();
  const [kind, setKind] = useState<UserKind>(instrument.yourKind);
  const isSignedIn = useSignedIn();
  const [isPicking, setPicking] = useState(false);
  const { prices } = instrument;
  const items = prices?.items.filter((item) => item.userKind === kind) ?? [];
  const offPeak = prices?.offPeak[0];
  return (
    <Section
      title={t('price.title')}
      aside={
        <View className="row gap12 t12">
          <Text className="ink-3">
            {!isSignedIn && kind === instrument.yourKind
              ? t('price.asGuest')
              : t('price.kindOf', { kind: t(`kind.${kind}`) })}
          </Text>
          <Press className="accent small-press" onPress={() => setPicking(!isPicking)}>
            <Text>{t('price.others')}</Text>
          </Press>
        </View>
      }
    >
      {isPicking ? (
        <Segments
          label={t('price.others')}
          options={kinds.map((value) => ({ value, name: t(`kind.${value}`) }))}
          value={kind}
          onPick={setKind}
        />
      ) : null}
      {items.map((item) => (
        <View key={item.item + item.name} className="line-row">
          <Text className="grow">{chargeName(item, t, language)}</Text>
          {offPeak && item.unitFen > 0 && item.item.endsWith('_hour') ? (
            <Text className="t12 ink-3">
              {t('price.offPeak', {
                from: offPeak.from,
                to: offPeak.to,
                off: formatDiscount(offPeak.percentOff, language),
              })}
            </Text>
          ) : null}
          <Text className="amount b">
            {item.unitFen === 0
              ? t('price.free')
              : `${formatMoney(item.unitFen)} ${t(`price.per.${item.item}`)}`}
          </Text>
        </View>
      ))}
      {items.length ? null : (
        <View className="ink-3">{t('price.noneFor', { kind: t(`kind.${kind}`) })}</View>
      )}
      {prices ? (
        <View className="t12 ink-3 space-over">{t(`charging.${prices.chargingMode}`)}</View>
      ) : null}
    </Section>
  );
}

/** All that stands on an instrument's page, also used as the pane beside a list. */
export function InstrumentView({ instrument }: { instrument: Instrument }) {
  const { t, language } = useWords();
  return (
    <>
      <Head instrument={instrument} />
      <RunDay id={instrument.id} shown={instrument.runState} />
      <Prices instrument={instrument} />
      <Section title={t('rules.title')}>
        {rulesInWords(instrument, t, language).map((line) => (
          <View key={line.text} className="row row-top gap12 rule-line">
            <Icon name={line.icon} className="ink-3" />
            <Text className="grow">{line.text}</Text>
          </View>
        ))}
      </Section>
      {instrument.parameters.length || instrument.description ? (
        <Section title={t('instrument.parameters')}>
          {instrument.description ? (
            <View className="ink-2 rule-line">{instrument.description}</View>
          ) : null}
          {instrument.parameters.map((parameter) => (
            <View key={parameter.name} className="line-row">
              <Text className="ink-2">{parameter.name}</Text>
              <Text className="amount wrap">{parameter.value}</Text>
            </View>
          ))}
        </Section>
      ) : null}
      <ReviewSection instrument={instrument} />
      <Section title={t('instrument.crew')}>
        <View className="ink-2">
          {instrument.crew.map((person) => person.name).join(language === 'en' ? ', ' : '、') ||
            t('word.none')}
        </View>
      </Section>
    </>
  );
}
