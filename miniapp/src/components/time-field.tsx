import { Picker, Text, View } from '@tarojs/components';

export interface TimeFieldProps {
  label: string;
  /** `2026-11-25` or `08:30`. */
  value: string;
  mode: 'date' | 'time';
  id?: string;
  onChange: (value: string) => void;
}

/** A day or a time by the phone's own picker. */
export function TimeField({ value, mode, onChange }: TimeFieldProps) {
  return (
    <Picker mode={mode} value={value} onChange={(event) => onChange(event.detail.value)}>
      <View className="typed-time row">
        <Text>{value}</Text>
      </View>
    </Picker>
  );
}
