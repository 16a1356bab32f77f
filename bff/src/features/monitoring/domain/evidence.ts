import type { RunState } from './readings.ts';

export type Finding = 'never_on' | 'ran_over' | 'started_early' | 'unread';

interface Stretch {
  state: RunState;
  from: number;
  to: number;
}

export interface Evidence {
  coverage: number;
  onSeconds: number;
  firstOnAt: number | null;
  lastOnAt: number | null;
  findings: Finding[];
  proposal: { startedAt: number; endedAt: number } | null;
}

/** Use that begins so much early, or ends so much late, belongs to the booking. */
const AROUND_MS = 3_600_000;
/** People come and go within minutes; less tells nothing. */
const TOLERANCE_MS = 300_000;
/** Below this the sensor saw too little to say that nobody came. */
const ENOUGH = 0.8;

/** How far around a booking its stretches are looked at, ms. */
export const EVIDENCE_MARGIN_MS = AROUND_MS;

const overlap = (one: Stretch, from: number, to: number) =>
  Math.max(0, Math.min(one.to, to) - Math.max(one.from, from));

/**
 * What a sensor tells of a booked time, as far as it has gone by `now`. Use that runs into the booked time, or out of
 * it, counts as the booking's, but not what lies beyond its neighbours.
 * @param stretches what the instrument did, in order of time, from an hour before to an hour after
 * @param neighbours the end of the booking before and the start of the one after, where there are any
 */
export function evidenceOf(
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
  stretches: readonly Stretch[],
  now: number,
  neighbours: { before: number | null; after: number | null } = { before: null, after: null },
): Evidence {
  const until = Math.min(endsAt, now);
  const read = stretches.filter(({ state }) => state !== 'offline');
  const sum = (some: readonly Stretch[]) =>
    some.reduce((total, one) => total + overlap(one, startsAt, until), 0);
  const coverage = until > startsAt ? sum(read) / (until - startsAt) : 0;
  const on = read.filter(({ state }) => state === 'on');
  const onMs = sum(on);
  const earliest = Math.max(startsAt - AROUND_MS, neighbours.before ?? -Infinity);
  const latest = Math.min(endsAt + AROUND_MS, neighbours.after ?? Infinity, now);
  const own = on.filter((one) => overlap(one, startsAt, until) > 0);
  const firstOnAt = own[0] === undefined ? null : Math.max(own[0].from, earliest);
  const end = own.at(-1)?.to;
  const lastOnAt = end === undefined ? null : Math.min(end, latest);
  const findings: Finding[] = [];
  if (until <= startsAt || coverage < ENOUGH) findings.push('unread');
  else if (onMs === 0) findings.push('never_on');
  if (firstOnAt !== null && firstOnAt < startsAt - TOLERANCE_MS) findings.push('started_early');
  if (lastOnAt !== null && lastOnAt > endsAt + TOLERANCE_MS) findings.push('ran_over');
  // Still on: its end is not known yet.
  const isOver = lastOnAt !== null && lastOnAt < now;
  const tells = firstOnAt !== null && isOver && coverage >= ENOUGH;
  return {
    coverage,
    onSeconds: Math.round(onMs / 1000),
    firstOnAt,
    lastOnAt,
    findings,
    proposal: tells ? { startedAt: firstOnAt, endedAt: lastOnAt } : null,
  };
}
