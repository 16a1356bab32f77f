import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Chip, Section, Tag } from '../../../components/marks';
import { QueryView, Skeleton } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { Bulletin, EarlierItem, Outcome } from '../api';
import { useEarlier } from '../use-bulletins';
import { OUTCOMES, periodText } from '../words';
import { AnswerSaid } from './answer-said';
import { ListFoot } from './list-foot';

const TONES = { mended: 'accent', still: 'warn', unknown: 'quiet', unmonitored: 'quiet' } as const;

function EarlierRow({ item }: { item: EarlierItem }) {
  const { t } = useWords();
  const { answer, finding, instrument, outcome, unit } = item;
  return (
    <View className="grant">
      <View className="row row-top between gap12">
        <View className="grow column gap4">
          <View className="b">{spaced(instrument.name, instrument.model)}</View>
          <View className="t12 ink-3">{spaced(unit.name, t(`bulletin.finding.${finding}`))}</View>
        </View>
        <Tag tone={TONES[outcome]}>{t(`bulletin.outcome.${outcome}`)}</Tag>
      </View>
      {answer ? (
        <AnswerSaid answer={answer} />
      ) : (
        <Text className="t12 warn">{t('bulletin.unanswered')}</Text>
      )}
    </View>
  );
}

/** What became of what the bulletin before found, with what units said of it. */
export function EarlierList({ bulletin }: { bulletin: Bulletin }) {
  const { t, language } = useWords();
  const { earlier, id } = bulletin;
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const [isOpen, setOpen] = useState(false);
  if (!earlier) return null;
  const handlePick = (one: Outcome) => {
    setOutcome(isOpen && outcome === one ? undefined : one);
    setOpen(true);
  };
  return (
    <Section id="earlier" title={t('bulletin.earlier')}>
      <View className="ink-2">
        {t('bulletin.earlierOf', { period: periodText(earlier.period, language, t) })}
      </View>
      <View className="row row-wrap gap8">
        {OUTCOMES.filter((one) => earlier.outcomes[one] > 0).map((one) => (
          <Chip
            key={one}
            tone={one === outcome ? 'chosen' : 'plain'}
            chosen={one === outcome}
            onPress={() => handlePick(one)}
          >
            {`${t(`bulletin.outcome.${one}`)} ${earlier.outcomes[one]}`}
          </Chip>
        ))}
      </View>
      {isOpen ? <EarlierItems id={id} outcome={outcome} /> : null}
    </Section>
  );
}

function EarlierItems({ id, outcome }: { id: string; outcome: Outcome | undefined }) {
  const query = useEarlier(id, { outcome });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <QueryView query={query} skeleton={<Skeleton count={2} card={false} />}>
      {() => (
        <>
          {items.map((item) => (
            <EarlierRow key={`${item.instrument.id}-${item.finding}`} item={item} />
          ))}
          <ListFoot query={query} shown={items.length} />
        </>
      )}
    </QueryView>
  );
}
