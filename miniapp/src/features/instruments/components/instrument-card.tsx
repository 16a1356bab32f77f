import { Text, View } from '@tarojs/components';
import { memo } from 'react';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Tag } from '../../../components/marks';
import { Press } from '../../../components/press';
import { formatDistance, formatMoney, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { ShownRun } from '../../monitoring/api';
import { ShownState } from '../../monitoring/components/shown-state';
import type { InstrumentSummary } from '../api';
import { cityName } from '../city-name';
import { drawingOf } from '../class-drawing';
import { instrumentName } from '../instrument-name';
import { isMarked, markWords } from '../marking';
import { Marked } from './marked';
import './instrument-card.scss';

interface CardProps {
  instrument: InstrumentSummary;
  /** What it does now, where its unit shows that; comes after the card, and moves nothing on it. */
  run: ShownRun | undefined;
  chosen: boolean;
  /** Whether words were searched for, so that the card says where they were found. */
  searched: boolean;
  /** What to let stand out in names; the same array while the search is the same. */
  words: readonly string[];
  onOpen: (id: string) => void;
}

function Price({ price }: { price: InstrumentSummary['price'] }) {
  const { t } = useWords();
  if (!price) return <Text className="ink-3">{t('price.none')}</Text>;
  if (price.unitFen === 0) return <Text className="t20 b">{t('price.free')}</Text>;
  return (
    <View className="row row-base gap4 fixed hit-price">
      <Text className="t20 b">{formatMoney(price.unitFen)}</Text>
      <Text className="t12 ink-2">{t(`price.per.${price.item}`)}</Text>
    </View>
  );
}

/** Where a state stands beside it, how many they are is left out. */
function Rating({ rating, isBrief }: { rating: InstrumentSummary['rating']; isBrief: boolean }) {
  const { t } = useWords();
  if (rating.mean === null) return <Text className="t12 ink-3">{t('rating.none')}</Text>;
  return (
    <View className="row gap4 t12">
      <Icon name="star" size="s" className="ink-2" />
      <Text className="b t14">{rating.mean.toFixed(1)}</Text>
      {isBrief ? null : (
        <Text className="ink-3 fixed">{t('rating.count', { count: rating.count })}</Text>
      )}
    </View>
  );
}

/** One search hit: what it is, where, what it costs this reader, when it is free. */
export const InstrumentCard = memo(function InstrumentCard({
  instrument,
  run,
  chosen,
  searched,
  words,
  onOpen,
}: CardProps) {
  const { t, language, reader } = useWords();
  const { nextFree } = instrument;
  const name = markWords(instrumentName(instrument, language), words);
  // The name in the other language is shown where it is what was looked for.
  const [otherName] = [instrument.nameEn ?? '', instrument.name]
    .map((one) => markWords(one, words))
    .filter(isMarked);
  const found = searched ? instrument.matchedIn[0] : undefined;
  return (
    <Press
      id={`hit-${instrument.id}`}
      role="link"
      className={classes('card hit', chosen && 'hit-chosen')}
      onPress={() => onOpen(instrument.id)}
    >
      <View className="hit-top">
        <View className="hit-sign">
          <View className={`drawing drawing-${drawingOf(instrument.class.code)}`} />
        </View>
        <View className="grow">
          <View className="t16 b wrap">
            <Marked stretches={name} />
          </View>
          {otherName && !isMarked(name) ? (
            <View className="ink-2 wrap">
              <Marked stretches={otherName} />
            </View>
          ) : null}
          <View className="ink-2 wrap">
            <Marked stretches={markWords(`${instrument.maker} ${instrument.model}`, words)} />
          </View>
          <View className="row row-wrap gap8 t12 ink-3">
            <Text>{instrument.unit.name}</Text>
            <Text>
              {instrument.distanceKm === null
                ? cityName(instrument.place.cityCode, instrument.place.cityName, language)
                : formatDistance(instrument.distanceKm)}
            </Text>
            {found ? (
              <Text className="accent">
                {t('search.foundIn', { where: t(`search.in.${found}`) })}
              </Text>
            ) : null}
          </View>
          <View className="row row-wrap between hit-figures">
            <View className={classes('hit-marks', run && 'hit-marks-run')}>
              <Rating rating={instrument.rating} isBrief={run !== undefined} />
              {run ? <ShownState run={run} /> : null}
            </View>
            <Price price={instrument.price} />
          </View>
        </View>
      </View>
      <View className="hit-foot">
        <View className="grow hit-slot">
          <Text className="t12 ink-3 fixed">{t('instrument.nextFree')}</Text>
          <Text className={classes('grow hit-when', nextFree ? 'b' : 'ink-3')}>
            {nextFree
              ? formatRange(Date.parse(nextFree.startsAt), Date.parse(nextFree.endsAt), reader)
              : t('instrument.noneFree')}
          </Text>
          {instrument.acceptsVouchers ? (
            <Tag tone="accent" icon="ticket">
              {t('voucher.accepted')}
            </Tag>
          ) : (
            <Text className="t12 ink-3">{t('voucher.refused')}</Text>
          )}
        </View>
        <Icon name="right" size="s" className="ink-3" />
      </View>
    </Press>
  );
});
