import { Picker, Text, View } from '@tarojs/components';
import { quarterHours } from '../lib/quarter-hours';

export interface TimeFieldProps {
  label: string;
  /** `08:30`. */
  value: string;
  /** An end may be midnight. */
  isEnd?: boolean;
  id?: string;
  onChange: (value: string) => void;
}

/** A time by the phone's own picker. */
export function TimeField({ value, isEnd, onChange }: TimeFieldProps) {
  const times = quarterHours(isEnd);
  return (
    <Picker
      mode="selector"
      range={times}
      value={Math.max(0, times.indexOf(value))}
      onChange={(event) => onChange(times[Number(event.detail.value)] ?? value)}
    >
      <View className="typed-time row">
        <Text>{value}</Text>
      </View>
    </Picker>
  );
}
