import { Text, View } from '@tarojs/components';
import { useEffect, useMemo, useState } from 'react';
import { Segments as SegmentChoice } from '../../../components/choices';
import { Section } from '../../../components/marks';
import { QueryView } from '../../../components/states';
import { now } from '../../../lib/clock';
import { formatDate, formatClockRange, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { useRested } from '../../../lib/use-rested';
import { HOUR, MINUTE, toInstant } from '../../../lib/wall-clock';
import { instrumentName } from '../../instruments/instrument-name';
import type { RunModel, UseState } from '../api';
import { formatAmperes } from '../curve';
import type { Span } from '../ribbon';
import { chosenAt, firstChosen } from '../selection';
import { useCorrectionPreview, useRunHistory, useRunModel, useRunState } from '../use-run';
import { ChosenSpan, PreviewFacts, SayButton, StateChoices } from './correction';
import { Corrections } from './corrections';
import { CurrentCurve } from './current-curve';
import { Handover } from './handover';
import { Ribbon } from './ribbon';
import { StateNow } from './state-now';
import './run-view.scss';

const lengths = { '1': 1, '8': 8, '24': 24, '168': 168 } as const;
type Length = keyof typeof lengths;
const tickHours: Record<Length, number> = { '1': 1, '8': 2, '24': 6, '168': 24 };
const SURE_FROM = 0.7;
const REST_MS = 250;

/** Ends at the last full minute, so that a glance does not ask for another span every second. */
const spanNow = (length: Length): Span => {
  const to = Math.floor(now() / MINUTE) * MINUTE;
  return { from: to - lengths[length] * HOUR, to };
};

function RunHead({ id, data }: { id: string; data: RunModel }) {
  const { t, language } = useWords();
  const { instrument, sensor, unitId } = data;
  const state = useRunState(id, unitId);
  return (
    <View className="run-view-head">
      <View className="row row-top between gap12">
        <Text className="t20 b grow wrap">
          {`${instrumentName(instrument, language)} ${instrument.model}`}
        </Text>
        {state.data ? <StateNow now={state.data} /> : null}
      </View>
      <View className="row row-base between gap12">
        <Text className="ink-2 grow">
          {t('run.sensor', {
            room: instrument.room,
            code: sensor.code,
            seconds: Math.round(sensor.intervalSeconds),
          })}
        </Text>
        {state.data && state.data.amperes !== null ? (
          <Text className="b fixed">{formatAmperes(state.data.amperes)}</Text>
        ) : null}
      </View>
    </View>
  );
}

function BorderWords({
  model,
  proposed,
}: {
  model: RunModel['model'];
  proposed: RunModel['model']['borders'] | null;
}) {
  const { t } = useWords();
  const listed = (borders: RunModel['model']['borders']) =>
    borders.map(({ amperes }) => formatAmperes(amperes)).join(' / ');
  if (model.borders.length === 0) return null;
  return (
    <View className="row row-wrap gap12 ink-2 border-words">
      <View className="row gap8">
        <View className="border-sample" />
        <Text>{t('run.border', { current: listed(model.borders) })}</Text>
      </View>
      {proposed ? (
        <View className="row gap8">
          <View className="border-sample border-sample-new" />
          <Text>{t('run.borderNew', { current: listed(proposed) })}</Text>
        </View>
      ) : null}
    </View>
  );
}

function ModelWords({ model }: { model: RunModel['model'] }) {
  const { t, reader } = useWords();
  if (model.reason === 'cold') return <View className="warn rule-line">{t('run.cold')}</View>;
  return (
    <View className="t12 ink-3 rule-line">
      {t('run.model', {
        version: model.version,
        time: formatMoment(Date.parse(model.madeAt), reader),
      })}
    </View>
  );
}

function RunBody({ id, data, besideBoard }: { id: string; data: RunModel; besideBoard: boolean }) {
  const { t, language, reader } = useWords();
  const [length, setLength] = useState<Length>('8');
  const [span, setSpan] = useState(() => spanNow('8'));
  const [picked, setPicked] = useState<Span | null>(null);
  const [said, setSaid] = useState<UseState | null>(null);
  const history = useRunHistory(id, span);
  useEffect(() => {
    const timer = setInterval(() => setSpan(spanNow(length)), MINUTE);
    return () => clearInterval(timer);
  }, [length]);
  const segments = useMemo(() => history.data?.segments.items ?? [], [history.data]);
  const shown = history.data?.span ?? span;
  const chosen = picked ?? firstChosen(segments, shown, SURE_FROM);
  const mayCorrect = data.may.includes('correct');
  // While an edge is dragged it is asked about where it rests.
  const [from, to] = useRested(
    chosen ? `${toInstant(chosen.from)},${toInstant(chosen.to)}` : '',
    REST_MS,
  ).split(',');
  const body = chosen && said && from && to ? { from, to, state: said } : null;
  const preview = useCorrectionPreview(id, mayCorrect ? body : null);
  const proposed = body && preview.data ? preview.data.borders.after : null;
  const handleLength = (value: Length) => {
    setLength(value);
    setSpan(spanNow(value));
    setPicked(null);
    setSaid(null);
  };
  const handleDone = () => setSaid(null);
  return (
    <>
      <View className="run-view-lengths">
        <SegmentChoice
          label={t('run.length')}
          options={(Object.keys(lengths) as Length[]).map((value) => ({
            value,
            name: t(`run.length.${value}`),
          }))}
          value={length}
          onPick={handleLength}
        />
      </View>
      <View className="section">
        <View className="row between gap12 ink-2 run-view-span">
          <Text>
            {length === '168'
              ? `${formatDate(shown.from, reader, false)} – ${formatDate(shown.to, reader, false)}`
              : `${formatDate(shown.from, reader)} ${formatClockRange(shown.from, shown.to, language)}`}
          </Text>
          <Text>{t('run.logScale')}</Text>
        </View>
        <QueryView query={history} skeleton={<View className="bone curve-bone" />}>
          {({ readings, segments: { bookings } }) => (
            <>
              <CurrentCurve
                readings={readings}
                model={data.model}
                proposed={proposed}
                span={shown}
                chosen={chosen}
                hours={tickHours[length]}
                onPick={(at) => setPicked(chosenAt(segments, shown, at))}
                onMove={setPicked}
              />
              <View className="curve-ribbon">
                <Ribbon span={shown} stretches={segments} bookings={bookings} />
              </View>
              <BorderWords model={data.model} proposed={proposed} />
            </>
          )}
        </QueryView>
        <ModelWords model={data.model} />
      </View>
      {chosen ? (
        <Section id="chosen-span">
          <ChosenSpan
            segments={segments}
            readings={history.data?.readings}
            chosen={chosen}
            whole={shown}
            onMove={setPicked}
          />
          {mayCorrect ? (
            <>
              <View className="ink-2 rule-line">{t('run.itWas')}</View>
              <StateChoices said={said} onSay={setSaid} />
              {said ? <PreviewFacts preview={preview} /> : null}
              <View className="row said-foot">
                <SayButton id={id} chosen={chosen} said={said} onDone={handleDone} />
              </View>
            </>
          ) : null}
        </Section>
      ) : null}
      <Handover
        unitId={data.unitId}
        instruments={[data.instrument]}
        about={id}
        onlyAbout={!besideBoard}
      />
      <Corrections id={id} corrections={data.corrections} />
    </>
  );
}

interface RunViewProps {
  id: string;
  /** Stands beside the board, and so shows what the board leaves to it. */
  besideBoard?: boolean;
}

/** An instrument's current, how it is read, and what may be said of it. */
export function RunView({ id, besideBoard = false }: RunViewProps) {
  const query = useRunModel(id);
  return (
    <QueryView query={query}>
      {(data) => (
        <>
          <RunHead id={id} data={data} />
          <RunBody key={id} id={id} data={data} besideBoard={besideBoard} />
        </>
      )}
    </QueryView>
  );
}
