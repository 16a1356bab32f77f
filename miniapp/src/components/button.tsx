import { Text, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { classes } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';
import { Press } from './press';

const PROGRESS_AFTER_MS = 300;

/** True once something has been going on for longer than a blink. */
export function useSlow(isGoing: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isGoing) return;
    const timer = setTimeout(() => setSlow(true), PROGRESS_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isGoing]);
  return isGoing && isSlow;
}

interface ButtonProps {
  children: string;
  kind?: 'primary' | 'outline' | 'text';
  icon?: IconName;
  id?: string;
  label?: string;
  block?: boolean;
  /** A disabled button says why in its own words. */
  disabled?: boolean;
  busy?: boolean;
  /** The present tense of the verb, shown while it takes longer. */
  busyText?: string;
  onPress: () => void;
}

export function Button(props: ButtonProps) {
  const {
    children,
    kind = 'outline',
    icon,
    id,
    label,
    block,
    disabled = false,
    busy = false,
    busyText,
    onPress,
  } = props;
  const isSlow = useSlow(busy);
  return (
    <Press
      id={id}
      label={label}
      disabled={disabled || busy}
      className={classes(
        'button',
        disabled ? 'button-disabled' : `button-${kind}`,
        block && 'button-block',
      )}
      onPress={onPress}
    >
      {icon ? <Icon name={icon} /> : null}
      <Text>{isSlow && busyText ? busyText : children}</Text>
      {isSlow ? <View className="button-bar" /> : null}
    </Press>
  );
}
