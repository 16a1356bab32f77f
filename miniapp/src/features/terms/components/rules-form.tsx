import { Text, View } from '@tarojs/components';
import { Segments, Toggle } from '../../../components/choices';
import { Chip, Section } from '../../../components/marks';
import { TimeField } from '../../../components/time-field';
import { formatLength, weekdayName } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Rules } from '../api';
import { hoursOn, weekdays, withHours } from '../hours';
import { QuotaRules } from './quota-rules';
import { ResultsRules } from './results-rules';
import { SteppedRow } from './stepped-row';
import { TimesRules } from './times-rules';

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
                  isEnd
                  value={span.to}
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
      <TimesRules {...props} />
      <People {...props} />
      <QuotaRules {...props} />
      <Fees {...props} />
      <ResultsRules {...props} checkers={checkers} />
    </>
  );
}
