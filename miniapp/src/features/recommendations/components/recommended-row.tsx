import { Text, View } from '@tarojs/components';
import { Press } from '../../../components/press';
import { classes } from '../../../components/class-names';
import { formatDistance, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { cityName } from '../../instruments/city-name';
import { drawingOf } from '../../instruments/class-drawing';
import { instrumentName } from '../../instruments/instrument-name';
import type { Recommended } from '../api';
import { reasonWords } from '../reason-words';

interface RowProps {
  instrument: Recommended;
  chosen: boolean;
  onOpen: (id: string) => void;
}

/** Nearer than this it is where one works already. */
const HERE_KM = 0.1;

/** One instrument for this reader: what and where it is, why, and what it costs them. */
export function RecommendedRow({ instrument, chosen, onOpen }: RowProps) {
  const { t, language } = useWords();
  const { place, price, distanceKm, reasons } = instrument;
  const unit = language === 'en' ? instrument.unit.name : instrument.unit.shortName;
  const where =
    distanceKm === null || distanceKm < HERE_KM
      ? cityName(place.cityCode, place.cityName, language)
      : formatDistance(distanceKm);
  return (
    <Press
      id={`for-you-${instrument.id}`}
      role="link"
      className={classes('line-row row-top for-you-row', chosen && 'for-you-chosen')}
      onPress={() => onOpen(instrument.id)}
    >
      <View className="for-you-sign">
        <View className={`drawing drawing-${drawingOf(instrument.class.code)}`} />
      </View>
      <View className="grow column gap4">
        <View className="row row-top gap12">
          <Text className="grow b wrap">{instrumentName(instrument, language)}</Text>
          {price ? (
            <View className="row row-base gap4 fixed">
              <Text className="b">{formatMoney(price.unitFen)}</Text>
              <Text className="t12 ink-3">{t(`price.per.${price.item}`)}</Text>
            </View>
          ) : null}
        </View>
        <Text className="t12 ink-3 wrap">
          {`${instrument.maker} ${instrument.model} · ${unit} · ${where}`}
        </Text>
        <Text className="t12 ink-2 wrap">
          {reasons.map((reason) => reasonWords(reason, t)).join(' · ')}
        </Text>
      </View>
    </Press>
  );
}
