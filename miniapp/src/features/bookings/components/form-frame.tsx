import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { PageFrame } from '../../../components/page-frame';
import { Failure } from '../../../components/states';
import { useWide } from '../../../components/use-wide';
import type { Range } from '../slot-grid';
import { BrokenRules } from './broken-rules';
import type { Nearest } from './broken-rules';

interface FormFrameProps {
  title: string;
  under: 'home' | 'bookings';
  /** What the wish breaks, the first said loudest. */
  broken: string[];
  nearest: Nearest[];
  timeZone: string;
  error: unknown;
  /** The one action, and what it costs. */
  bar: ReactNode;
  /** What follows of the choice: who pays, the price. */
  terms: ReactNode;
  /** The choice itself; given the rest, which stands below it on a phone and beside it on a desk. */
  children: (below: ReactNode) => ReactNode;
  onPick?: (range: Range) => void;
  onRetry?: () => void;
}

/** A wish being made: the choice, what it breaks and costs, and one bar that acts. */
export function FormFrame({
  title,
  under,
  broken,
  nearest,
  timeZone,
  error,
  bar,
  terms,
  children,
  onPick,
  onRetry,
}: FormFrameProps) {
  const isWide = useWide();
  const rest = (
    <>
      <BrokenRules lines={broken} nearest={nearest} timeZone={timeZone} onPick={onPick} />
      {error ? <Failure error={error} onRetry={onRetry} /> : null}
      {terms}
    </>
  );
  const pane = (
    <View className="pane-column">
      <View className="grow">{rest}</View>
      <View className="pane-bar">{bar}</View>
    </View>
  );
  return (
    <PageFrame
      title={title}
      under={under}
      bottom={isWide ? undefined : bar}
      pane={isWide ? pane : undefined}
    >
      {children(isWide ? null : rest)}
    </PageFrame>
  );
}
