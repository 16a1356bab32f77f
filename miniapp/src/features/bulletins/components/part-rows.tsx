import { Text, View } from '@tarojs/components';
import { classes } from '../../../components/class-names';
import { Press } from '../../../components/press';
import { Section } from '../../../components/marks';
import { useWide } from '../../../components/use-wide';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { Figures } from '../api';
import { FINDINGS, hoursText, percent } from '../words';

/** A city or a unit of a bulletin. */
export interface Part {
  id: string;
  name: string;
  figures: Figures;
  /** Answers given of those asked for; absent for cities. */
  standing?: { asked: number; answered: number };
}

interface PartRowsProps {
  title: string;
  head: string;
  parts: readonly Part[];
  chosenId: string | undefined;
  onChoose: (id: string) => void;
}

const answersOf = ({ standing }: Part) =>
  standing && standing.asked > 0 ? `${standing.answered}/${standing.asked}` : '';

/** What is said of its instruments, with counts. */
function useSaid(figures: Figures): string {
  const { t } = useWords();
  const said = FINDINGS.filter((finding) => figures.findings[finding] > 0).map((finding) =>
    t('bulletin.findingCount', {
      finding: t(`bulletin.finding.${finding}`),
      count: figures.findings[finding],
    }),
  );
  return spaced(...said);
}

function NarrowRow({ part }: { part: Part }) {
  const { t } = useWords();
  const { figures, name } = part;
  const said = useSaid(figures);
  return (
    <>
      <View className="grow column gap4">
        <View className="b">{name}</View>
        <View className="t12 ink-3">
          {spaced(
            t('bulletin.countOf', { count: figures.instruments }),
            t('bulletin.coverageOf', { share: percent(figures.coverage, t) }),
            t('bulletin.utilisationOf', { share: percent(figures.utilisation, t) }),
          )}
        </View>
        {said ? <View className="t12 ink-2">{said}</View> : null}
      </View>
      {part.standing && part.standing.asked > 0 ? (
        <View className="amount">
          <View className="b">{answersOf(part)}</View>
          <View className="t12 ink-3">{t('bulletin.answers')}</View>
        </View>
      ) : null}
    </>
  );
}

function WideRow({ part }: { part: Part }) {
  const { t } = useWords();
  const { figures, name } = part;
  const said = useSaid(figures);
  const cells = [
    String(figures.instruments),
    percent(figures.coverage, t),
    hoursText(figures.effectiveHours),
    percent(figures.utilisation, t),
    ...(part.standing ? [answersOf(part)] : []),
  ];
  return (
    <>
      <View className="grow">
        <View>{name}</View>
        {said ? <View className="t12 ink-2">{said}</View> : null}
      </View>
      {cells.map((cell, at) => (
        <Text key={at} className="bulletin-cell">
          {cell}
        </Text>
      ))}
    </>
  );
}

/** Cities or units beside one another; choosing one shows its instruments alone. */
export function PartRows({ title, head, parts, chosenId, onChoose }: PartRowsProps) {
  const { t } = useWords();
  const isWide = useWide();
  const Row = isWide ? WideRow : NarrowRow;
  const heads = [
    t('bulletin.count'),
    t('bulletin.coverageHead'),
    t('bulletin.hours'),
    t('bulletin.utilisation'),
    ...(parts.some(({ standing }) => standing) ? [t('bulletin.answers')] : []),
  ];
  return (
    <Section title={title}>
      {isWide ? (
        <View className="line-row bulletin-line t12 ink-3">
          <Text className="grow">{head}</Text>
          {heads.map((cell) => (
            <Text key={cell} className="bulletin-cell">
              {cell}
            </Text>
          ))}
        </View>
      ) : null}
      {parts.map((part) => (
        <Press
          key={part.id}
          id={`part-${part.id}`}
          chosen={part.id === chosenId}
          className={classes(
            'line-row',
            isWide && 'bulletin-line',
            part.id === chosenId && 'bulletin-chosen',
          )}
          onPress={() => onChoose(part.id)}
        >
          <Row part={part} />
        </Press>
      ))}
    </Section>
  );
}
