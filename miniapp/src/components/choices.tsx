import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classes } from './class-names';
import { Icon } from './icon';
import { Press } from './press';

interface Option<V extends string> {
  value: V;
  name: string;
}

interface PickProps<V extends string> {
  options: readonly Option<V>[];
  value: V;
  label: string;
  onPick: (value: V) => void;
}

/** Two to four values side by side. */
export function Segments<V extends string>({ options, value, label, onPick }: PickProps<V>) {
  return (
    <View
      className="segments"
      {...(process.env.TARO_ENV === 'h5' ? { role: 'radiogroup', 'aria-label': label } : {})}
    >
      {options.map((option) => (
        <Press
          key={option.value}
          role="radio"
          chosen={option.value === value}
          className={classes('segment', option.value === value && 'segment-chosen')}
          onPress={() => onPick(option.value)}
        >
          <Text>{option.name}</Text>
        </Press>
      ))}
    </View>
  );
}

/** Tabs over a list, with what may stand at their right end. */
export function Tabs<V extends string>({
  options,
  value,
  label,
  onPick,
  end,
}: PickProps<V> & { end?: ReactNode }) {
  return (
    <View className="tabs-bar">
      <View
        className="tabs scroll-x"
        {...(process.env.TARO_ENV === 'h5' ? { role: 'tablist', 'aria-label': label } : {})}
      >
        {options.map((option) => (
          <Press
            key={option.value}
            role="tab"
            chosen={option.value === value}
            className={classes('tab', option.value === value && 'tab-chosen')}
            onPress={() => onPick(option.value)}
          >
            <Text>{option.name}</Text>
          </Press>
        ))}
      </View>
      {end}
    </View>
  );
}

interface ChoiceProps {
  chosen: boolean;
  disabled?: boolean;
  id?: string;
  children: ReactNode;
  onPress: () => void;
}

/** One row of several of which one is chosen. */
export function Choice({ chosen, disabled, id, children, onPress }: ChoiceProps) {
  return (
    <Press
      id={id}
      role="radio"
      chosen={chosen}
      disabled={disabled}
      className={classes('choice', chosen && 'choice-on', disabled && 'choice-off')}
      onPress={onPress}
    >
      {disabled ? (
        <Icon name="lock" />
      ) : (
        <View className={classes('radio', chosen && 'radio-on')} />
      )}
      {children}
    </Press>
  );
}

export function Toggle({
  on,
  label,
  id,
  onPress,
}: {
  on: boolean;
  label: string;
  id?: string;
  onPress: () => void;
}) {
  return (
    <Press id={id} role="switch" chosen={on} label={label} className="toggle-hit" onPress={onPress}>
      <View className={classes('toggle', on && 'toggle-on')}>
        <View className="toggle-knob">{on ? <Icon name="check" size="s" /> : null}</View>
      </View>
    </Press>
  );
}

interface StepperProps {
  value: string;
  lessLabel: string;
  moreLabel: string;
  onLess?: () => void;
  onMore?: () => void;
}

/** A length one step up or down; an end that is out of reach is off. */
export function Stepper({ value, lessLabel, moreLabel, onLess, onMore }: StepperProps) {
  return (
    <View className="stepper">
      <Press
        className={classes('stepper-end', !onLess && 'stepper-off')}
        label={lessLabel}
        disabled={!onLess}
        onPress={() => onLess?.()}
      >
        <Icon name="minus" />
      </Press>
      <View className="stepper-value">{value}</View>
      <Press
        className={classes('stepper-end', !onMore && 'stepper-off')}
        label={moreLabel}
        disabled={!onMore}
        onPress={() => onMore?.()}
      >
        <Icon name="plus" />
      </Press>
    </View>
  );
}
