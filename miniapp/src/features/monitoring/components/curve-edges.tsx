import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { formatTime } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Readings } from '../api';
import { percentAt } from '../ribbon';
import type { Span } from '../ribbon';
import { snapped, stepped } from '../selection';
import { useDrag } from '../use-drag';
import './curve-edges.scss';

interface EdgesProps {
  readings: Readings;
  span: Span;
  chosen: Span;
  onMove: (chosen: Span) => void;
}

/** Steps by key, in hundredths of what is shown. */
const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100,
};

function Edge({ edge, readings, span, chosen, onMove }: EdgesProps & { edge: keyof Span }) {
  const { t } = useWords();
  const grip = useRef<{ left: number; width: number; beside: number } | null>(null);
  const at = percentAt(span, chosen[edge]);
  const move = (next: Span | null) => {
    if (next) onMove(next);
  };
  const handleBegin = (x: number) => {
    grip.current = null;
    Taro.createSelectorQuery()
      .select('#curve-plot')
      .boundingClientRect((box) => {
        const { left, width } = box as { left: number; width: number };
        // The finger stands beside the line and stays there.
        if (width > 0) grip.current = { left, width, beside: x - left - (at / 100) * width };
      })
      .exec();
  };
  const handleDrag = (x: number) => {
    if (grip.current === null) return;
    const { beside, left, width } = grip.current;
    const instant = span.from + ((x - beside - left) / width) * (span.to - span.from);
    move(snapped(chosen, edge, instant, readings, span));
  };
  const drag = useDrag({ onBegin: handleBegin, onDrag: handleDrag });
  const web =
    process.env.TARO_ENV === 'h5'
      ? {
          role: 'slider',
          tabIndex: 0,
          'aria-label': t(`run.${edge}`),
          'aria-valuemin': 0,
          'aria-valuemax': Math.round((span.to - span.from) / 1000),
          'aria-valuenow': Math.round((chosen[edge] - span.from) / 1000),
          'aria-valuetext': formatTime(chosen[edge]),
          onKeyDown: (event: KeyboardEvent) => {
            const step = KEY_STEPS[event.key];
            if (step === undefined) return;
            event.preventDefault();
            move(stepped(chosen, edge, step, readings, span));
          },
        }
      : {};
  return (
    <View
      id={`edge-${edge}`}
      className={`curve-edge curve-edge-${edge}`}
      style={{
        // At the left end of a phone there is no room beside the line.
        left: edge === 'from' ? `max(-12px, calc(${at}% - 44px))` : `max(32px, ${at}%)`,
      }}
      {...drag}
      {...web}
    >
      <View className="curve-grip">
        <View className="curve-grip-line" />
      </View>
    </View>
  );
}

/** Two grips below the curve that move the ends of what is chosen, from reading to reading. */
export function CurveEdges(props: EdgesProps) {
  return (
    <View className="curve-edges">
      <Edge edge="from" {...props} />
      <Edge edge="to" {...props} />
    </View>
  );
}
