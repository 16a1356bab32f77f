import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Chip, Section, Tag } from '../../../components/marks';
import { Empty, QueryView, Skeleton } from '../../../components/states';
import { useWide } from '../../../components/use-wide';
import { formatHours } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { Bulletin, Finding, Item } from '../api';
import { type PartWish, useItems } from '../use-bulletins';
import { FINDINGS, findingText, percent } from '../words';
import { AnswerSaid } from './answer-said';
import type { Asked } from './answer-sheet';
import { ListFoot } from './list-foot';

const TONES = {
  idle: 'warn',
  under_used: 'warn',
  sensor_offline: 'quiet',
  best_used: 'plain',
} as const;

function ItemRow({ item, onAnswer }: { item: Item; onAnswer: (asked: Asked) => void }) {
  const { t, language } = useWords();
  const { answer, coverage, effectiveHours, finding, id, instrument, unit, utilisation } = item;
  const name = spaced(instrument.name, instrument.model);
  const note = findingText(item, language, t);
  return (
    <View className="grant" id={`item-${id}`}>
      <View className="row row-top between gap12">
        <View className="grow column gap4">
          <View className="b">{name}</View>
          <View className="t12 ink-3">{spaced(unit.name, instrument.room)}</View>
        </View>
        <Tag tone={TONES[finding]}>{t(`bulletin.finding.${finding}`)}</Tag>
      </View>
      <View className="space-over">{note}</View>
      <View className="t12 ink-2">
        {t('bulletin.itemFigures', {
          hours: formatHours(effectiveHours, language),
          utilisation: percent(utilisation, t),
          coverage: percent(coverage, t),
        })}
      </View>
      {answer ? <AnswerSaid answer={answer} /> : null}
      {item.may.includes('answer') ? (
        <View className="row space-over">
          <Button
            id={`answer-${id}`}
            kind={answer ? 'outline' : 'primary'}
            onPress={() => onAnswer({ unitId: unit.id, itemId: id, about: name, note })}
          >
            {t(answer ? 'bulletin.answerAgain' : 'bulletin.answer')}
          </Button>
        </View>
      ) : null}
    </View>
  );
}

interface ItemListProps {
  bulletin: Bulletin;
  part: PartWish;
  onPart: (part: PartWish) => void;
  onAnswer: (asked: Asked) => void;
}

/** What is chosen of a bulletin, with the way back to all of it. */
function PartChips({ bulletin, part, onPart }: Omit<ItemListProps, 'onAnswer'>) {
  const { t } = useWords();
  const unit = bulletin.units.find(({ id }) => id === part.unitId);
  const city = bulletin.cities.find(({ code }) => code === part.cityCode);
  const chosen = unit ?? city;
  if (!chosen) return null;
  return (
    <Chip kind={t(unit ? 'bulletin.unit' : 'bulletin.city')} removable onPress={() => onPart({})}>
      {chosen.name}
    </Chip>
  );
}

/** The instruments a bulletin names, by finding and by the part that is looked at. */
export function ItemList({ bulletin, part, onPart, onAnswer }: ItemListProps) {
  const { t } = useWords();
  const isWide = useWide();
  const [finding, setFinding] = useState<Finding | undefined>(undefined);
  const query = useItems(bulletin.id, { ...part, finding });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total;
  const isAll = finding === undefined && part.cityCode === undefined && part.unitId === undefined;
  return (
    <Section id="items" title={t('bulletin.items')} first={isWide}>
      <View className="row row-wrap gap8">
        <PartChips bulletin={bulletin} part={part} onPart={onPart} />
        {[undefined, ...FINDINGS].map((one) => (
          <Chip
            key={one ?? 'all'}
            tone={one === finding ? 'chosen' : 'plain'}
            chosen={one === finding}
            onPress={() => setFinding(one)}
          >
            {one === undefined ? t('bulletin.all') : t(`bulletin.finding.${one}`)}
          </Chip>
        ))}
      </View>
      <QueryView query={query} skeleton={<Skeleton count={3} card={false} />}>
        {() =>
          items.length ? (
            <>
              {items.map((item) => (
                <ItemRow key={item.id} item={item} onAnswer={onAnswer} />
              ))}
              <ListFoot query={query} shown={items.length} total={total} />
            </>
          ) : (
            <Empty
              icon="instrument"
              title={t(isAll ? 'bulletin.noneFound' : 'bulletin.noItems')}
              text={isAll ? undefined : t('bulletin.noItemsHelp')}
            />
          )
        }
      </QueryView>
    </Section>
  );
}
