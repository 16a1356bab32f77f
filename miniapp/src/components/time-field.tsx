import { Picker, Text, View } from '@tarojs/components';

export interface TimeFieldProps {
  label: string;
  /** `08:30`. */
  value: string;
  id?: string;
  onChange: (value: string) => void;
}

/** A time by the phone's own picker. */
export function TimeField({ value, onChange }: TimeFieldProps) {
  return (
    <Picker mode="time" value={value} onChange={(event) => onChange(event.detail.value)}>
      <View className="typed-time row">
        <Text>{value}</Text>
      </View>
    </Picker>
  );
}
