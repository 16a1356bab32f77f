import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classes } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';
import { Press } from './press';

interface TagProps {
  children: string;
  tone?: 'plain' | 'accent' | 'quiet' | 'warn' | 'alarm';
  icon?: IconName;
}

/** A state in words; it is never tapped. */
export function Tag({ children, tone = 'plain', icon }: TagProps) {
  return (
    <View className={classes('tag', tone !== 'plain' && `tag-${tone}`)}>
      {icon ? <Icon name={icon} size="s" /> : null}
      <Text>{children}</Text>
    </View>
  );
}

interface ChipProps {
  kind?: string;
  children: string;
  tone?: 'accent' | 'plain' | 'chosen';
  label?: string;
  removable?: boolean;
  /** Where several may be chosen: whether this one is. */
  chosen?: boolean;
  onPress: () => void;
}

/** A small thing to tap, hit on 44 px though drawn on 32. */
export function Chip({
  kind,
  children,
  tone = 'accent',
  label,
  removable,
  chosen,
  onPress,
}: ChipProps) {
  return (
    <Press className="chip-hit" label={label} chosen={chosen} onPress={onPress}>
      <View className={classes('chip', tone !== 'accent' && `chip-${tone}`)}>
        {kind ? <Text className="t12 fixed">{kind}</Text> : null}
        <Text className={kind ? 'b wrap' : ''}>{children}</Text>
        {removable ? <Icon name="close" size="s" /> : null}
      </View>
    </Press>
  );
}

/** The run state's shape; height says the state and colour repeats it. */
export function StateGlyph({ state }: { state: 'on' | 'standby' | 'off' | 'offline' }) {
  return <View className={`glyph glyph-${state}`} />;
}

interface SectionProps {
  title?: string;
  aside?: ReactNode;
  first?: boolean;
  id?: string;
  children: ReactNode;
}

/** A band of the page with its own head. */
export function Section({ title, aside, first, id, children }: SectionProps) {
  return (
    <View id={id} className={classes('section', first && 'section-first')}>
      {title ? (
        <View className="section-head">
          <View className="section-title">{title}</View>
          {aside}
        </View>
      ) : null}
      {children}
    </View>
  );
}

/** A label on the left and its value on the right. */
export function Fact({
  label,
  children,
  strong = false,
}: {
  label: string;
  children: ReactNode;
  strong?: boolean;
}) {
  return (
    <View className="line-row">
      <Text className="ink-2 grow wrap">{label}</Text>
      <View className={classes('amount wrap', strong && 'b')}>{children}</View>
    </View>
  );
}
