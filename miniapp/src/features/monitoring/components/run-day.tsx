import { Text, View } from '@tarojs/components';
import { Section, StateGlyph } from '../../../components/marks';
import { now } from '../../../lib/clock';
import { formatHours, formatWait } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { RunDay as Day, ShownRun } from '../api';
import { runWord } from '../run-word';
import { useRunDay } from '../use-shown-runs';
import { Ribbon, RibbonAxis } from './ribbon';
import './run-day.scss';
import './state-now.scss';

const states = ['on', 'standby', 'off', 'offline'] as const;

function NowLine({ run, at }: { run: ShownRun; at: number }) {
  const { t, language, reader } = useWords();
  const length = formatWait(at - Date.parse(run.since), language);
  return (
    <View className="row row-wrap gap8">
      <View className={`row gap8 t16 state-now state-now-${run.state}`}>
        <StateGlyph state={run.state} />
        <Text>{runWord(run, t, reader)}</Text>
      </View>
      {run.state === 'offline' ? null : (
        <Text className="ink-2">{t('run.lasting', { length })}</Text>
      )}
    </View>
  );
}

function DayHours({ seconds }: { seconds: NonNullable<Day['run']>['seconds'] }) {
  const { t, language } = useWords();
  return (
    <View className="row row-wrap between run-day-hours">
      {states.map((state) => (
        <View key={state} className="row gap4 t12 ink-2">
          <StateGlyph state={state} />
          <Text>{t(`state.${state}`)}</Text>
          <Text className="b ink">
            {formatHours(Math.round(seconds[state] / 360) / 10, language)}
          </Text>
        </View>
      ))}
    </View>
  );
}

/** What an instrument does now and did for a day, on its page: only where its unit shows it. */
export function RunDay({ id, shown }: { id: string; shown: ShownRun | null }) {
  const { t } = useWords();
  const { data } = useRunDay(id, shown !== null);
  const run = data?.run;
  if (shown === null || run === null) return null;
  const at = data ? Date.parse(data.at) : now();
  const span = { from: data ? Date.parse(data.from) : at, to: at };
  return (
    <Section id="run-day">
      <View className="row row-wrap between gap8 run-day-head">
        <NowLine run={run?.now ?? shown} at={at} />
        <Text className="t12 ink-3">{t('run.scale')}</Text>
      </View>
      {run ? (
        <>
          <Ribbon span={span} stretches={run.stretches} bookings={run.bookings} />
          <RibbonAxis span={span} room={12} />
          <DayHours seconds={run.seconds} />
        </>
      ) : (
        <View className="bone run-day-bone" />
      )}
    </Section>
  );
}
