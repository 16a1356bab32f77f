import type { TimeFieldProps } from './time-field';

/** A time by the browser's own picker. */
export function TimeField({ label, value, id, onChange }: TimeFieldProps) {
  return (
    <input
      id={id}
      className="typed typed-line typed-time"
      type="time"
      aria-label={label}
      value={value}
      step={900}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
