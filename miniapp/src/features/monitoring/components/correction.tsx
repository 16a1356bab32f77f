import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Stepper } from '../../../components/choices';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Fact, StateGlyph } from '../../../components/marks';
import { Press } from '../../../components/press';
import { Failure, useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import {
  formatClockRange,
  formatLength,
  formatMoment,
  formatQuantity,
  formatTime,
} from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import { MINUTE } from '../../../lib/wall-clock';
import type { Readings, Segments, UseState } from '../api';
import { formatAmperes } from '../curve';
import type { Span } from '../ribbon';
import { longestIn, meanIn, moved, STEP_MS } from '../selection';
import { useCorrect } from '../use-run';
import type { useCorrectionPreview } from '../use-run';

const states: readonly UseState[] = ['on', 'standby', 'off'];

const inHours = (seconds: number) => formatQuantity(Math.round(seconds / 360) / 10);

interface ChosenProps {
  segments: Segments['items'];
  readings: Readings | undefined;
  chosen: Span;
  whole: Span;
  onMove: (chosen: Span) => void;
}

function EdgeRow({
  label,
  edge,
  chosen,
  whole,
  onMove,
}: Omit<ChosenProps, 'segments' | 'readings'> & { label: string; edge: keyof Span }) {
  const { t } = useWords();
  const step = (by: number) => {
    const next = moved(chosen, edge, by, whole);
    return next ? () => onMove(next) : undefined;
  };
  return (
    <View className="row between gap12 rule-line">
      <Text className="ink-2">{label}</Text>
      <Stepper
        value={formatTime(chosen[edge])}
        lessLabel={t('run.earlier')}
        moreLabel={t('run.later')}
        onLess={step(-STEP_MS)}
        onMore={step(STEP_MS)}
      />
    </View>
  );
}

/** The span that was picked, what the model says of it, and how to make it longer or shorter. */
export function ChosenSpan({ segments, readings, chosen, whole, onMove }: ChosenProps) {
  const { t, language } = useWords();
  const [isMoving, setMoving] = useState(false);
  const segment = longestIn(segments, chosen);
  const mean = readings ? meanIn(readings, whole, chosen) : null;
  const minutes = Math.round((chosen.to - chosen.from) / MINUTE);
  const edges = { chosen, whole, onMove };
  return (
    <>
      <View className="row row-base between gap12">
        <Text className="t16 b">{formatClockRange(chosen.from, chosen.to, language)}</Text>
        <Text className="ink-2">
          {spaced(
            formatLength(minutes, language),
            mean === null ? '' : t('run.mean', { current: formatAmperes(mean) }),
          )}
        </Text>
      </View>
      {segment && segment.state !== 'offline' ? (
        <View className="ink-2 rule-line">
          {segment.isCorrected
            ? t('run.saidSo', { state: t(`state.${segment.state}`) })
            : t('run.modelSays', {
                state: t(`state.${segment.state}`),
                confidence: segment.confidence.toFixed(2),
              })}
        </View>
      ) : null}
      {isMoving ? (
        <>
          <EdgeRow label={t('run.from')} edge="from" {...edges} />
          <EdgeRow label={t('run.to')} edge="to" {...edges} />
        </>
      ) : (
        <View className="row">
          <Button kind="text" onPress={() => setMoving(true)}>
            {t('run.adjust')}
          </Button>
        </View>
      )}
    </>
  );
}

interface StatesProps {
  said: UseState | null;
  onSay: (state: UseState) => void;
}

/** What it really was, to be said with one tap. */
export function StateChoices({ said, onSay }: StatesProps) {
  const { t } = useWords();
  return (
    <View
      className="row gap12 said-states"
      {...(process.env.TARO_ENV === 'h5'
        ? { role: 'radiogroup', 'aria-label': t('run.itWas') }
        : {})}
    >
      {states.map((state) => (
        <Press
          key={state}
          id={`say-${state}`}
          role="radio"
          chosen={said === state}
          className={classes('said-state', said === state && 'said-state-chosen')}
          onPress={() => onSay(state)}
        >
          <StateGlyph state={state} />
          <Text className={said === state ? 'b' : ''}>{t(`state.${state}`)}</Text>
          {said === state ? <Icon name="check" size="s" className="accent" /> : null}
        </Press>
      ))}
    </View>
  );
}

/** What would change, told before it does. */
export function PreviewFacts({ preview }: { preview: ReturnType<typeof useCorrectionPreview> }) {
  const { t, reader } = useWords();
  if (preview.error && !preview.data) {
    return <Failure error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  if (!preview.data) return <View className="ink-3 rule-line">{t('run.counting')}</View>;
  const { onTodaySeconds, changed, relearnedAt } = preview.data;
  const isSame = onTodaySeconds.before === onTodaySeconds.after;
  return (
    <View className={preview.isPlaceholderData ? 'ink-3' : ''}>
      <Fact label={t('run.onToday')} strong>
        {isSame
          ? t('run.hours', { hours: inHours(onTodaySeconds.after) })
          : t('run.hoursChange', {
              before: inHours(onTodaySeconds.before),
              after: inHours(onTodaySeconds.after),
            })}
      </Fact>
      <Fact label={t('run.changed')} strong>
        {changed.stretches === 0
          ? t('run.changedNone')
          : t('run.changedSome', {
              count: changed.stretches,
              hours: inHours(changed.seconds),
            })}
      </Fact>
      <Fact
        label={t('run.relearnedFrom', { time: formatMoment(Date.parse(relearnedAt), reader) })}
        strong
      >
        {t('run.relearned')}
      </Fact>
    </View>
  );
}

interface SayButtonProps {
  id: string;
  chosen: Span | null;
  said: UseState | null;
  onDone: () => void;
}

/** Puts it down; a failed try keeps what was picked. */
export function SayButton({ id, chosen, said, onDone }: SayButtonProps) {
  const { t } = useWords();
  const wordsOf = useErrorWords();
  const correct = useCorrect(id);
  const handlePress = () => {
    if (!chosen || !said) return;
    correct.mutate(
      {
        from: new Date(chosen.from).toISOString(),
        to: new Date(chosen.to).toISOString(),
        state: said,
      },
      {
        onSuccess: () => {
          showToast(t('run.said', { state: t(`state.${said}`) }));
          onDone();
        },
        onError: (error) => showToast(wordsOf(error).title, 'failed'),
      },
    );
  };
  return (
    <Button
      id="say"
      kind="primary"
      block
      disabled={!said}
      busy={correct.isPending}
      busyText={t('run.saying')}
      onPress={handlePress}
    >
      {said ? t('run.sayIt', { state: t(`state.${said}`) }) : t('run.sayFirst')}
    </Button>
  );
}
