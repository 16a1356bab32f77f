import { quarterHours } from '../lib/quarter-hours';
import type { TimeFieldProps } from './time-field';

/** A time out of a list: the browser's own field would say AM and PM in the browser's language. */
export function TimeField({ label, value, isEnd, id, onChange }: TimeFieldProps) {
  const times = quarterHours(isEnd);
  return (
    <select
      id={id}
      className="typed typed-line typed-time"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {(times.includes(value) ? times : [value, ...times]).map((time) => (
        <option key={time}>{time}</option>
      ))}
    </select>
  );
}
