import { View } from '@tarojs/components';
import { classes } from './class-names';

export type IconName =
  | 'brand'
  | 'instrument'
  | 'calendar'
  | 'bell'
  | 'desk'
  | 'person'
  | 'search'
  | 'filter'
  | 'ticket'
  | 'wallet'
  | 'file'
  | 'lock'
  | 'star'
  | 'pin'
  | 'right'
  | 'left'
  | 'down'
  | 'close'
  | 'check'
  | 'plus'
  | 'minus'
  | 'clock'
  | 'shield'
  | 'yen'
  | 'warning'
  | 'list'
  | 'download'
  | 'upload'
  | 'people'
  | 'room'
  | 'switch';

interface IconProps {
  name: IconName;
  size?: 's' | 'm' | 'l';
  className?: string;
}

/** An own line drawing in the colour of the text around it; it says nothing that the words beside it do not. */
export function Icon({ name, size = 'm', className }: IconProps) {
  return (
    <View className={classes('icon', `icon-${name}`, size !== 'm' && `icon-${size}`, className)} />
  );
}
