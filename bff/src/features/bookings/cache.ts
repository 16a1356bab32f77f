import { createHash } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { type CellRange, listCells } from './domain/cells.ts';

/** How long one request may keep others off the cells it is about to take. */
const LEASE_MS = 5_000;
/** How long a refusal answers for the database. */
const REFUSED_MS = 1_000;
/** With Redis away the gate is left open, and asked again after this. */
const AWAY_MS = 1_000;
const SLOWEST_ANSWER_MS = 250;
/** Keys of one script call; a script can unpack some thousands. */
const MOST_KEYS = 1_000;

/** What stands in front of a station: others wait on `open`, and hear 409 at once on `shut`. */
export type GateAnswer = 'open' | 'shut' | 'away';

/**
 * Takes the lease on all cells, or none. A value is `holder:until`; whatever is no such value, or lies
 * further ahead than a lease can, is no lease: whoever planted it, it refuses nobody.
 */
const ENTER = `
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
for _, key in ipairs(KEYS) do
  local value = redis.call('TYPE', key).ok == 'string' and redis.call('GET', key) or ''
  local holder, till = string.match(value, '^([%w_-]+):(%d+)$')
  if holder and holder ~= ARGV[1] and tonumber(till) > ms and tonumber(till) <= ms + ${String(LEASE_MS)} then
    return 0
  end
end
local mark = ARGV[1] .. ':' .. string.format('%.0f', ms + tonumber(ARGV[2]))
for _, key in ipairs(KEYS) do redis.call('SET', key, mark, 'PX', ARGV[2]) end
return 1`;

/** Ends the holder's own lease: to nothing, or to a short refusal. */
const LEAVE = `
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
for _, key in ipairs(KEYS) do
  local value = redis.call('TYPE', key).ok == 'string' and redis.call('GET', key) or ''
  if string.sub(value, 1, #ARGV[1] + 1) == ARGV[1] .. ':' then
    if tonumber(ARGV[2]) > 0 then
      redis.call('SET', key, ARGV[1] .. ':' .. string.format('%.0f', ms + tonumber(ARGV[2])), 'PX', ARGV[2])
    else
      redis.call('DEL', key)
    end
  end
end
return 1`;

const awayUntil = new WeakMap<object, number>();

/** All keys of one station share its hash tag, so that one script sees them on a cluster too. */
const keysOf = ({ config }: Deps, stationId: string, cells: CellRange): string[] =>
  listCells(cells).map((cell) => `${config.namespace}:{station:${stationId}}:${String(cell)}`);

/**
 * What became of a place in the line: its holder goes for the slot, has found it taken, or stepped out
 * because it may not have it.
 */
export type Outcome = 'going' | 'taken' | 'left';

interface Place {
  holder: string;
  outcome: Promise<Outcome>;
  settle: (outcome: Outcome) => void;
}

/** The line of this process, by cell key: of a rush that it serves only one need ask the database. */
const lines = new WeakMap<object, Map<string, Place>>();

function lineOf({ redis }: Deps): Map<string, Place> {
  const line = lines.get(redis) ?? new Map<string, Place>();
  lines.set(redis, line);
  return line;
}

function newPlace(holder: string): Place {
  let settle: Place['settle'] = () => undefined;
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  return { holder, outcome, settle };
}

function othersAt(deps: Deps, keys: readonly string[], holder: string): Place[] {
  const line = lineOf(deps);
  return keys.flatMap((key) => {
    const place = line.get(key);
    return place === undefined || place.holder === holder ? [] : [place];
  });
}

/**
 * Lines up for a slot within this process, at any station that nobody of this process is after. Where
 * somebody is, what their rules say decides: once they go for the slot it is as good as gone, and when
 * they may not have it the next one goes on.
 * @returns the place, to be settled and left by its holder; undefined where the slot goes to others.
 */
export async function enterLine(
  deps: Deps,
  stationIds: readonly string[],
  cells: CellRange,
  holder: string,
): Promise<Place | undefined> {
  const stations = stationIds.map((id) => keysOf(deps, id, cells));
  for (;;) {
    const free = stations.find((keys) => othersAt(deps, keys, holder).length === 0);
    if (free !== undefined) {
      const place = newPlace(holder);
      for (const key of free) lineOf(deps).set(key, place);
      return place;
    }
    const isGone = async (keys: readonly string[]) => {
      const places = new Set(othersAt(deps, keys, holder));
      const outcomes = await Promise.all([...places].map(({ outcome }) => outcome));
      return outcomes.some((outcome) => outcome !== 'left');
    };
    if ((await Promise.all(stations.map(isGone))).every(Boolean)) return undefined;
  }
}

/** Steps out of the line. */
export function leaveLine(
  deps: Deps,
  stationIds: readonly string[],
  cells: CellRange,
  place: Place,
): void {
  const line = lineOf(deps);
  for (const key of stationIds.flatMap((id) => keysOf(deps, id, cells))) {
    if (line.get(key) === place) line.delete(key);
  }
  place.settle('left');
}

/** The same request asked again passes its own lease: it must hear its own first answer. */
export function holderOf({ actorId, target, key }: IdempotencyKey): string {
  return createHash('sha256')
    .update(`${actorId} ${target} ${key}`)
    .digest('base64url')
    .slice(0, 22);
}

async function ask(deps: Deps, script: string, keys: string[], args: string[]): Promise<unknown> {
  if ((awayUntil.get(deps.redis) ?? 0) > performance.now()) return undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      deps.redis.eval(script, keys.length, ...keys, ...args),
      new Promise((_resolve, reject) => {
        timer = setTimeout(() => {
          reject(new Error('the gate does not answer'));
        }, SLOWEST_ANSWER_MS);
      }),
    ]);
  } catch {
    awayUntil.set(deps.redis, performance.now() + AWAY_MS);
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The gate in front of a station's cells: a short lease that lets one request at a time go to the
 * database, and a short memory of refusals. It is never the truth: at worst it delays a slot by
 * seconds, and with Redis away it stands open.
 */
export async function enterGate(
  deps: Deps,
  stationId: string,
  cells: CellRange,
  holder: string,
): Promise<GateAnswer> {
  const keys = keysOf(deps, stationId, cells);
  const answer = await ask(deps, ENTER, keys, [holder, String(LEASE_MS)]);
  if (answer === undefined) return 'away';
  return answer === 1 ? 'open' : 'shut';
}

/** Leaves the gate: `taken` keeps others off for a moment longer, `free` lets them in at once. */
export async function leaveGate(
  deps: Deps,
  stationId: string,
  cells: CellRange,
  holder: string,
  outcome: 'taken' | 'free',
): Promise<void> {
  const keys = keysOf(deps, stationId, cells);
  await ask(deps, LEAVE, keys, [holder, String(outcome === 'taken' ? REFUSED_MS : 0)]);
}

/** Cells were given back: nobody is to be refused for them any longer. */
export async function clearGate(deps: Deps, stationId: string, cells: CellRange): Promise<void> {
  const keys = keysOf(deps, stationId, cells);
  for (let at = 0; at < keys.length; at += MOST_KEYS) {
    await ask(deps, "return redis.call('DEL', unpack(KEYS))", keys.slice(at, at + MOST_KEYS), []);
  }
}
