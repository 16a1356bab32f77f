import type { RunState } from './readings.ts';

export type AlarmKind =
  | 'offline'
  | 'unknown_level'
  | 'drift'
  | 'unbooked_use'
  | 'no_show'
  | 'over_run'
  | 'on_in_maintenance';

/** `alarm`: somebody must go and look. `warning`: somebody should say what it was. */
export type Severity = 'alarm' | 'warning';

/** A booking as far as alarms ask; times in ms since 1970 UTC. */
export interface Use {
  id: string;
  startsAt: number;
  endsAt: number;
  /** Begun and not ended by the people; `done` where they have ended it. */
  progress: 'awaited' | 'in_use' | 'done' | 'missed';
}

/** Time that is closed to bookings. */
export interface Closed {
  kind: 'outage' | 'crew_time';
  startsAt: number;
  endsAt: number;
}

/** What is known of an instrument now. */
export interface Situation {
  state: RunState;
  since: number;
  amperes: number | null;
  isConfident: boolean;
  hasReadings: boolean;
  /** Was it on at any time since an instant? */
  wasOnSince: (instant: number) => boolean;
  isInRepair: boolean;
  unknownSince: number | null;
  drift: boolean;
  uses: readonly Use[];
  closed: readonly Closed[];
}

export interface Wanted {
  kind: AlarmKind;
  severity: Severity;
  beganAt: number;
  bookingId: string | null;
  amperes: number | null;
}

const MINUTE_MS = 60_000;
const NO_SHOW_MS = 15 * MINUTE_MS;
const UNBOOKED_MS = 10 * MINUTE_MS;
const OFFLINE_MS = 10 * MINUTE_MS;
/** The last minutes of a use are clearing away. */
const OVER_MS = 5 * MINUTE_MS;

const spans = (now: number) => (one: { startsAt: number; endsAt: number }) =>
  one.startsAt <= now && now < one.endsAt;

/**
 * What somebody should look at, by what the sensor says and what is booked (rules of the domain, "Run monitoring":
 * used without booking, booked but never on, ran over, on during maintenance). On counts only where the model is
 * sure of it.
 */
export function alarmsOf(seen: Situation, now: number): Wanted[] {
  const { amperes, closed, since, state, uses } = seen;
  const wanted: Wanted[] = [];
  const want = (
    kind: AlarmKind,
    severity: Severity,
    beganAt: number,
    bookingId: string | null = null,
  ) => wanted.push({ kind, severity, beganAt, bookingId, amperes });
  const isOn = state === 'on' && seen.isConfident;
  const current = uses.find((use) => spans(now)(use) && use.progress !== 'missed');
  const inUse = uses.find(({ progress }) => progress === 'in_use');

  if (state === 'offline' && seen.hasReadings) {
    const running = inUse ?? current;
    if (running !== undefined) want('offline', 'alarm', since, running.id);
    else if (now - since > OFFLINE_MS) want('offline', 'warning', since);
  }
  if (seen.unknownSince !== null && state !== 'offline') {
    want('unknown_level', 'warning', seen.unknownSince);
  }
  if (seen.drift && state !== 'offline') want('drift', 'warning', now);

  const outage = closed.find((one) => one.kind === 'outage' && spans(now)(one));
  if (isOn && (outage !== undefined || seen.isInRepair)) {
    want('on_in_maintenance', 'alarm', Math.max(since, outage?.startsAt ?? since));
  }
  if (current?.progress === 'awaited' && state !== 'offline') {
    const isLate = now - current.startsAt > NO_SHOW_MS;
    if (isLate && !isOn && !seen.wasOnSince(current.startsAt)) {
      want('no_show', 'warning', current.startsAt, current.id);
    }
  }
  const isAnyones = current !== undefined || closed.some(spans(now)) || seen.isInRepair;
  if (isOn && !isAnyones) {
    const before = uses
      .filter(({ endsAt, progress }) => endsAt <= now && endsAt > since && progress !== 'missed')
      .sort((a, b) => b.endsAt - a.endsAt)[0];
    const over = before ?? inUse;
    if (over !== undefined) {
      if (now - over.endsAt > OVER_MS) want('over_run', 'warning', over.endsAt, over.id);
    } else if (now - since > UNBOOKED_MS) want('unbooked_use', 'warning', since);
  }
  return wanted;
}

const GRAVITY: Record<Severity, number> = { alarm: 0, warning: 1 };

/** The gravest first, then the longest standing. */
export const byGravity = (
  a: { severity: Severity; beganAt: Date },
  b: { severity: Severity; beganAt: Date },
): number => GRAVITY[a.severity] - GRAVITY[b.severity] || a.beganAt.getTime() - b.beganAt.getTime();
