import { Text, View } from '@tarojs/components';
import type { ITouchEvent } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useMemo } from 'react';
import { StateGlyph } from '../../../components/marks';
import { classes } from '../../../components/class-names';
import { formatTime } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Readings, RunModel } from '../api';
import { apart, formatAmperes, scaleOf, traceImage, tracePath } from '../curve';
import type { Scale } from '../curve';
import { percentAt, ticksOf } from '../ribbon';
import type { Span } from '../ribbon';
import { CurveEdges } from './curve-edges';
import './current-curve.scss';

type Levels = RunModel['model']['levels'];
type Borders = RunModel['model']['borders'];

interface CurveProps {
  readings: Readings;
  model: RunModel['model'];
  /** Where states would part if what is about to be said were so. */
  proposed: Borders | null;
  span: Span;
  chosen: Span | null;
  /** Hours between two ticks. */
  hours: number;
  onPick: (at: number) => void;
  onMove: (chosen: Span) => void;
}

const up = (percent: number) => `${Math.max(0, Math.min(100, percent))}%`;

function Bands({ levels, scale }: { levels: Levels; scale: Scale }) {
  return (
    <>
      {levels.map(({ state, amperes, low, high }) => (
        <View key={amperes}>
          <View
            className={`curve-band curve-band-${state}`}
            style={{
              bottom: up(scale.heightOf(low)),
              height: up(scale.heightOf(high) - scale.heightOf(low)),
            }}
          />
          <View
            className={`curve-level curve-level-${state}`}
            style={{ bottom: up(scale.heightOf(amperes)) }}
          />
        </View>
      ))}
    </>
  );
}

/** Names stand this far apart at least, in percent of the height. */
const APART = 19;

/** The levels' names beside the curve, moved apart where they would stand on one another. */
function LevelNames({ levels, scale }: { levels: Levels; scale: Scale }) {
  const { t } = useWords();
  const main = [...levels]
    .sort((a, b) => b.share - a.share)
    .filter((one, at, all) => all.findIndex(({ state }) => state === one.state) === at)
    .sort((a, b) => a.amperes - b.amperes);
  const places = apart(
    main.map(({ amperes }) => scale.heightOf(amperes) - APART / 2),
    APART,
  );
  return (
    <View className="curve-names">
      {main.map(({ state, amperes }, at) => (
        <View key={state} className="curve-name" style={{ bottom: up(places[at] ?? 0) }}>
          <View className="row gap8 b">
            <StateGlyph state={state} />
            <Text>{t(`state.${state}`)}</Text>
          </View>
          <Text className="ink-2">{formatAmperes(amperes)}</Text>
        </View>
      ))}
    </View>
  );
}

/** The x of a tap, from whichever field this platform tells it in. */
function xOf(event: ITouchEvent): number {
  const { clientX, detail } = event as unknown as {
    clientX?: number;
    detail?: { x?: number; clientX?: number };
  };
  return clientX ?? detail?.clientX ?? detail?.x ?? 0;
}

/** The current over a time with the learned levels drawn in; a tap picks a moment, grips move its ends. */
export function CurrentCurve(props: CurveProps) {
  const { readings, model, proposed, span, chosen, hours, onPick, onMove } = props;
  const { t } = useWords();
  const { levels, borders } = model;
  const scale = useMemo(
    () =>
      scaleOf([
        ...levels.flatMap(({ low, high }) => [low, high]),
        ...readings.points.map(([, , highest]) => highest),
        ...readings.points.map(([, mean]) => mean),
      ]),
    [levels, readings],
  );
  const trace = useMemo(
    () => traceImage(tracePath(readings, span, scale)),
    [readings, span, scale],
  );
  const handleTap = (event: ITouchEvent) => {
    const x = xOf(event);
    Taro.createSelectorQuery()
      .select('#curve-plot')
      .boundingClientRect((box) => {
        const { left, width } = box as { left: number; width: number };
        if (width > 0) onPick(span.from + ((x - left) / width) * (span.to - span.from));
      })
      .exec();
  };
  return (
    <View className="curve">
      <View className="curve-box">
        <View
          id="curve-plot"
          className="curve-plot"
          onClick={handleTap}
          {...(process.env.TARO_ENV === 'h5' ? { role: 'img', 'aria-label': t('run.curve') } : {})}
        >
          {scale.grid.map((amperes) => (
            <View
              key={amperes}
              className="curve-grid"
              style={{ bottom: up(scale.heightOf(amperes)) }}
            />
          ))}
          <Bands levels={levels} scale={scale} />
          {borders.map(({ amperes, above }) => (
            <View
              key={above}
              className="curve-border"
              style={{ bottom: up(scale.heightOf(amperes)) }}
            />
          ))}
          {(proposed ?? []).map(({ amperes, above }) => (
            <View
              key={above}
              className="curve-border curve-border-new"
              style={{ bottom: up(scale.heightOf(amperes)) }}
            />
          ))}
          {chosen ? (
            <View
              className="curve-chosen"
              style={{
                left: `${percentAt(span, chosen.from)}%`,
                width: `${percentAt(span, chosen.to) - percentAt(span, chosen.from)}%`,
              }}
            />
          ) : null}
          <View className="curve-trace" style={{ maskImage: trace, WebkitMaskImage: trace }} />
          {scale.grid.map((amperes) => (
            <Text
              key={amperes}
              className="curve-amperes t12 ink-3"
              style={{ bottom: up(scale.heightOf(amperes)) }}
            >
              {`${String(amperes)} A`}
            </Text>
          ))}
          {readings.points.length === 0 ? (
            <View className="curve-empty ink-2">{t('run.noReading')}</View>
          ) : null}
        </View>
        <LevelNames levels={levels} scale={scale} />
      </View>
      {chosen ? (
        <CurveEdges readings={readings} span={span} chosen={chosen} onMove={onMove} />
      ) : null}
      <View className="curve-axis">
        {ticksOf(span, { every: hours, labelled: 1 }).map((tick) => (
          <View
            key={tick.at}
            className={classes('ribbon-tick', tick.hour === 0 && 'ribbon-tick-midnight')}
            style={{ left: `${tick.at}%` }}
          />
        ))}
        {ticksOf(span, { every: hours, labelled: 1 }).map((tick) =>
          tick.hour === null ? null : (
            <Text key={tick.at} className="ribbon-hour" style={{ left: `${tick.at}%` }}>
              {formatTime(span.from + (tick.at / 100) * (span.to - span.from))}
            </Text>
          ),
        )}
      </View>
    </View>
  );
}
