import { Text, View } from '@tarojs/components';
import { Segments, Toggle } from '../../../components/choices';
import { Section } from '../../../components/marks';
import { formatLength } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Rules } from '../api';
import { SteppedRow } from './stepped-row';

interface TimesRulesProps {
  rules: Rules;
  onChange: (rules: Rules) => void;
}

const HOUR = 60;
const DAY = 24 * HOUR;

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

function Lengths({ rules, onChange }: TimesRulesProps) {
  const { t, language } = useWords();
  const length = (minutes: number) => formatLength(minutes, language);
  const grid = rules.gridMinutes;
  return (
    <>
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
        onChange={(minMinutes) => onChange({ ...rules, minMinutes })}
      />
      <SteppedRow
        label={t('terms.most')}
        value={rules.maxMinutes}
        step={grid}
        least={rules.minMinutes}
        most={31 * DAY}
        words={length}
        onChange={(maxMinutes) => onChange({ ...rules, maxMinutes })}
      />
    </>
  );
}

function Ahead({ rules, onChange }: TimesRulesProps) {
  const { t, language } = useWords();
  const days = (value: number) => t('terms.days', { count: value });
  const { ownUnitHorizonDays: own, horizonDays } = rules;
  return (
    <>
      <SteppedRow
        label={t('terms.lead')}
        value={rules.leadMinutes}
        step={30}
        least={0}
        most={14 * DAY}
        words={(minutes) => formatLength(minutes, language)}
        onChange={(leadMinutes) => onChange({ ...rules, leadMinutes })}
      />
      <SteppedRow
        label={t('terms.horizon')}
        value={horizonDays}
        step={1}
        least={1}
        most={366}
        words={days}
        onChange={(next) => onChange({ ...rules, horizonDays: next })}
      />
      <View className="line-row">
        <Text className="grow">{t('terms.ownAhead')}</Text>
        <Toggle
          id="own-ahead"
          on={own !== null}
          label={t('terms.ownAhead')}
          onPress={() =>
            onChange({ ...rules, ownUnitHorizonDays: own === null ? horizonDays : null })
          }
        />
      </View>
      {own === null ? null : (
        <SteppedRow
          label={t('terms.ownHorizon')}
          value={own}
          step={1}
          least={1}
          most={366}
          words={days}
          onChange={(ownUnitHorizonDays) => onChange({ ...rules, ownUnitHorizonDays })}
        />
      )}
    </>
  );
}

function Buffers({ rules, onChange }: TimesRulesProps) {
  const { t, language } = useWords();
  const { bufferBeforeMinutes: before, bufferAfterMinutes: after, chargesBuffers } = rules;
  const rows = [
    { key: 'bufferBeforeMinutes', label: t('terms.before'), value: before },
    { key: 'bufferAfterMinutes', label: t('terms.after'), value: after },
  ] as const;
  return (
    <>
      {rows.map(({ key, label, value }) => (
        <SteppedRow
          key={key}
          label={label}
          value={value}
          step={15}
          least={0}
          most={4 * HOUR}
          words={(minutes) => formatLength(minutes, language)}
          onChange={(minutes) => onChange({ ...rules, [key]: minutes })}
        />
      ))}
      {before || after ? (
        <View className="line-row">
          <Text className="grow wrap">{t('terms.chargesBuffers')}</Text>
          <Toggle
            id="charges-buffers"
            on={chargesBuffers}
            label={t('terms.chargesBuffers')}
            onPress={() => onChange({ ...rules, chargesBuffers: !chargesBuffers })}
          />
        </View>
      ) : null}
    </>
  );
}

/** How long one books, how far ahead, and what is left free around it. */
export function TimesRules(props: TimesRulesProps) {
  const { t } = useWords();
  return (
    <Section title={t('terms.times')}>
      <Lengths {...props} />
      <Ahead {...props} />
      <Buffers {...props} />
    </Section>
  );
}
