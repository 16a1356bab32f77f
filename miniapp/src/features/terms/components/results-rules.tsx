import { Text, View } from '@tarojs/components';
import { Toggle } from '../../../components/choices';
import { Section } from '../../../components/marks';
import { useWords } from '../../../lib/i18n';
import type { Rules } from '../api';
import { SteppedRow } from './stepped-row';

const YEAR = 365;
const LEAST_DAYS = 31;
const MOST_DAYS = 20 * YEAR;
const STEP_DAYS = 30;

interface ResultsRulesProps {
  rules: Rules;
  /** How many people could check results. */
  checkers: number;
  onChange: (rules: Rules) => void;
}

/** Whether a second person releases results, and how long their files are kept. */
export function ResultsRules({ rules, checkers, onChange }: ResultsRulesProps) {
  const { t } = useWords();
  const { keepResultsDays: days, resultsCheckedBySecond: isChecked } = rules;
  const set = (change: Partial<Rules>) => onChange({ ...rules, ...change });
  return (
    <Section title={t('results.title')}>
      <View className="line-row">
        <Text className="grow">{t('terms.secondCheck')}</Text>
        <Toggle
          id="second-check"
          on={isChecked}
          label={t('terms.secondCheck')}
          onPress={() => set({ resultsCheckedBySecond: !isChecked })}
        />
      </View>
      {isChecked && checkers < 2 ? (
        <View className="alarm t12 rule-line" id="second-check-alone">
          {t('terms.nobodyChecks')}
        </View>
      ) : null}
      <View className="line-row">
        <Text className="grow">{t('terms.ownKeeping')}</Text>
        <Toggle
          id="own-keeping"
          on={days !== null}
          label={t('terms.ownKeeping')}
          onPress={() => set({ keepResultsDays: days === null ? 3 * YEAR : null })}
        />
      </View>
      {days === null ? null : (
        <SteppedRow
          label={t('terms.keeping')}
          value={days}
          step={STEP_DAYS}
          least={LEAST_DAYS}
          most={MOST_DAYS}
          words={(count) => t('terms.days', { count })}
          onChange={(keepResultsDays) => set({ keepResultsDays })}
        />
      )}
    </Section>
  );
}
