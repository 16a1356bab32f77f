import { Input, Text, Textarea, View } from '@tarojs/components';

interface FieldProps {
  label: string;
  value: string;
  hint?: string;
  max?: number;
  rows?: boolean;
  id?: string;
  error?: string | null;
  note?: string;
  /** How `max` is counted, where it is not by the length of the string; what is over is shown, not cut. */
  count?: (text: string) => number;
  onChange: (value: string) => void;
  /** Enter, or the phone keyboard's own button; only where one line is typed. */
  onConfirm?: () => void;
}

/** A labelled input; it keeps what was typed whatever the server answers. */
export function Field({
  label,
  value,
  hint,
  max = 200,
  rows,
  id,
  error,
  note,
  count,
  onChange,
  onConfirm,
}: FieldProps) {
  const length = count ? count(value) : value.length;
  const shared = {
    id,
    value,
    placeholder: hint,
    placeholderClass: 'input-hint',
    maxlength: count ? max * 16 : max,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    ...(process.env.TARO_ENV === 'h5' ? { 'aria-label': label } : {}),
  };
  return (
    <View className="field">
      <View className="field-label">{label}</View>
      <View className="field-box">
        {rows ? (
          <Textarea {...shared} className="typed typed-rows" autoHeight />
        ) : (
          <Input {...shared} className="typed typed-line" onConfirm={onConfirm} />
        )}
      </View>
      {error || note || rows ? (
        <View className="field-foot">
          <Text className={error ? 'alarm' : ''}>{error ?? note ?? ''}</Text>
          {rows ? <Text className={length > max ? 'alarm' : ''}>{`${length}/${max}`}</Text> : null}
        </View>
      ) : null}
    </View>
  );
}
