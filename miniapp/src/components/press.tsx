import { View } from '@tarojs/components';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from './class-names';

interface PressProps {
  children?: ReactNode;
  className?: string;
  id?: string;
  /** What a screen reader says where the content alone does not. */
  label?: string;
  role?: 'button' | 'link' | 'tab' | 'radio' | 'switch' | 'option';
  chosen?: boolean;
  disabled?: boolean;
  /** False for those of a group that the arrow keys reach. */
  tabStop?: boolean;
  onPress: () => void;
}

/** Anything that acts when tapped; on the web also by keyboard and with a role. */
export function Press({
  children,
  className,
  id,
  label,
  role = 'button',
  chosen,
  disabled,
  tabStop = true,
  onPress,
}: PressProps) {
  const handleClick = () => {
    if (!disabled) onPress();
  };
  const web =
    process.env.TARO_ENV === 'h5'
      ? {
          role,
          tabIndex: disabled || !tabStop ? -1 : 0,
          'aria-label': label,
          'aria-disabled': disabled || undefined,
          ...(role === 'tab' || role === 'option' ? { 'aria-selected': chosen ?? false } : {}),
          ...(role === 'button' && chosen !== undefined ? { 'aria-pressed': chosen } : {}),
          ...(role === 'radio' || role === 'switch' ? { 'aria-checked': chosen ?? false } : {}),
          onKeyDown: (event: KeyboardEvent) => {
            if (
              event.target !== event.currentTarget ||
              (event.key !== 'Enter' && event.key !== ' ')
            )
              return;
            event.preventDefault();
            handleClick();
          },
        }
      : {};
  return (
    <View
      id={id}
      className={classes(disabled ? null : 'press', className)}
      hoverClass={disabled ? 'none' : 'pressed'}
      onClick={(event) => {
        event.stopPropagation();
        handleClick();
      }}
      {...web}
    >
      {children}
    </View>
  );
}
