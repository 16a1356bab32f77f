import { Text, View } from '@tarojs/components';
import { Segments, Toggle } from '../../../components/choices';
import { Chip, Section } from '../../../components/marks';
import { TimeField } from '../../../components/time-field';
import { formatLength, weekdayName } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Rules } from '../api';
import { hoursOn, weekdays, withHours } from '../hours';
import { ResultsRules } from './results-rules';
import { SteppedRow } from './stepped-row';

interface RulesFormProps {
  rules: Rules;
  onChange: (rules: Rules) => void;
}

const kinds = ['own_group', 'own_unit', 'academic', 'company'] as const;
const HOUR = 60;

function Hours({ rules, onChange }: RulesFormProps) {
  const { t, language } = useWords();
  return (
    <Section first title={t('terms.hours')}>
      {weekdays.map((weekday) => {
        const span = hoursOn(rules, weekday);
        const name = weekdayName(weekday, language);
        return (
          <View key={weekday} className="line-row">
            <Text className="grow">{name}</Text>
            {span ? (
              <View className="row gap4">
                <TimeField
                  label={t('terms.from', { day: name })}
                  value={span.from}
                  onChange={(from) => onChange(withHours(rules, weekday, { from }))}
                />
                <Text>–</Text>
                <TimeField
                  label={t('terms.to', { day: name })}
                  value={span.to === '24:00' ? '23:45' : span.to}
                  onChange={(to) => onChange(withHours(rules, weekday, { to }))}
                />
              </View>
            ) : (
              <Text className="ink-3">{t('terms.closed')}</Text>
            )}
            <Toggle
              on={span !== null}
              label={name}
              onPress={() => onChange(withHours(rules, weekday, span ? null : {}))}
            />
          </View>
        );
      })}
      <View className="line-row">
        <Text className="grow">{t('rules.holidays')}</Text>
        <Toggle
          on={rules.closedOnHolidays}
          label={t('rules.holidays')}
          onPress={() => onChange({ ...rules, closedOnHolidays: !rules.closedOnHolidays })}
        />
      </View>
    </Section>
  );
}

/** Lengths that no longer fit the slots are drawn to the next that do. */
function withGrid(rules: Rules, gridMinutes: number): Rules {
  const fit = (minutes: number) =>
    Math.max(gridMinutes, Math.ceil(minutes / gridMinutes) * gridMinutes);
  return {
    ...rules,
    gridMinutes,
    minMinutes: fit(rules.minMinutes),
    maxMinutes: fit(rules.maxMinutes),
  };
}

function Times({ rules, onChange }: RulesFormProps) {
  const { t, language } = useWords();
  const length = (minutes: number) => formatLength(minutes, language);
  const days = (value: number) => t('terms.days', { count: value });
  const set = (change: Partial<Rules>) => onChange({ ...rules, ...change });
  const grid = rules.gridMinutes;
  return (
    <Section title={t('terms.times')}>
      <View className="field-label">{t('terms.grid')}</View>
      <Segments
        label={t('terms.grid')}
        options={['15', '30', '60'].map((value) => ({ value, name: length(Number(value)) }))}
        value={String(grid)}
        onPick={(value) => onChange(withGrid(rules, Number(value)))}
      />
      <SteppedRow
        label={t('terms.least')}
        value={rules.minMinutes}
        step={grid}
        least={grid}
        most={rules.maxMinutes}
        words={length}
        onChange={(minMinutes) => set({ minMinutes })}
      />
      <SteppedRow
        label={t('terms.most')}
        value={rules.maxMinutes}
        step={grid}
        least={rules.minMinutes}
        most={31 * 24 * HOUR}
        words={length}
        onChange={(maxMinutes) => set({ maxMinutes })}
      />
      <SteppedRow
        label={t('terms.lead')}
        value={rules.leadMinutes}
        step={30}
        least={0}
        most={14 * 24 * HOUR}
        words={length}
        onChange={(leadMinutes) => set({ leadMinutes })}
      />
      <SteppedRow
        label={t('terms.horizon')}
        value={rules.horizonDays}
        step={1}
        least={1}
        most={366}
        words={days}
        onChange={(horizonDays) => set({ horizonDays })}
      />
      <SteppedRow
        label={t('terms.before')}
        value={rules.bufferBeforeMinutes}
        step={15}
        least={0}
        most={4 * HOUR}
        words={length}
        onChange={(bufferBeforeMinutes) => set({ bufferBeforeMinutes })}
      />
      <SteppedRow
        label={t('terms.after')}
        value={rules.bufferAfterMinutes}
        step={15}
        least={0}
        most={4 * HOUR}
        words={length}
        onChange={(bufferAfterMinutes) => set({ bufferAfterMinutes })}
      />
    </Section>
  );
}

function People({ rules, onChange }: RulesFormProps) {
  const { t } = useWords();
  const set = (change: Partial<Rules>) => onChange({ ...rules, ...change });
  const accepted = new Set(rules.acceptedUserKinds);
  const handleKind = (kind: (typeof kinds)[number]) => {
    const next = kinds.filter((each) => accepted.has(each) !== (each === kind));
    // Somebody has to be let in.
    if (next.length) set({ acceptedUserKinds: next });
  };
  return (
    <Section title={t('terms.people')}>
      <View className="field-label">{t('terms.open')}</View>
      <View className="row row-wrap chip-rows">
        {kinds.map((kind) => (
          <Chip
            key={kind}
            tone={accepted.has(kind) ? 'chosen' : 'plain'}
            chosen={accepted.has(kind)}
            onPress={() => handleKind(kind)}
          >
            {t(`kind.${kind}`)}
          </Chip>
        ))}
      </View>
      <View className="field-label">{t('terms.approval')}</View>
      <Segments
        label={t('terms.approval')}
        options={(['none', 'outside', 'all'] as const).map((value) => ({
          value,
          name: t(`terms.approval.${value}`),
        }))}
        value={rules.approval}
        onPick={(approval) => set({ approval })}
      />
      <View className="field-label space-over">{t('booking.service')}</View>
      <Segments
        label={t('booking.service')}
        options={(['self', 'crew', 'both'] as const).map((value) => ({
          value,
          name: t(`terms.service.${value}`),
        }))}
        value={rules.service}
        onPick={(service) => set({ service })}
      />
    </Section>
  );
}

function Fees({ rules, onChange }: RulesFormProps) {
  const { t, language } = useWords();
  const set = (change: Partial<Rules>) => onChange({ ...rules, ...change });
  const percent = (value: number) => `${value}%`;
  return (
    <Section title={t('terms.fees')}>
      <SteppedRow
        label={t('terms.free')}
        value={rules.freeCancelMinutes}
        step={HOUR}
        least={0}
        most={14 * 24 * HOUR}
        words={(minutes) => formatLength(minutes, language)}
        onChange={(freeCancelMinutes) => set({ freeCancelMinutes })}
      />
      <SteppedRow
        label={t('terms.late')}
        value={rules.lateCancelPercent}
        step={10}
        least={0}
        most={100}
        words={percent}
        onChange={(lateCancelPercent) => set({ lateCancelPercent })}
      />
      <SteppedRow
        label={t('terms.missed')}
        value={rules.noShowPercent}
        step={10}
        least={0}
        most={100}
        words={percent}
        onChange={(noShowPercent) => set({ noShowPercent })}
      />
    </Section>
  );
}

/** All booking rules of an instrument, by form. */
export function RulesForm({ checkers, ...props }: RulesFormProps & { checkers: number }) {
  return (
    <>
      <Hours {...props} />
      <Times {...props} />
      <People {...props} />
      <Fees {...props} />
      <ResultsRules {...props} checkers={checkers} />
    </>
  );
}
