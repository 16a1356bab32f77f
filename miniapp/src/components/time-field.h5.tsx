import type { TimeFieldProps } from './time-field';

/** A day or a time by the browser's own picker. */
export function TimeField({ label, value, mode, id, onChange }: TimeFieldProps) {
  return (
    <input
      id={id}
      className="typed typed-line typed-time"
      type={mode}
      aria-label={label}
      value={value}
      step={mode === 'time' ? 900 : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
