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

/** The leases of this process itself, by key: a rush that it already serves need not ask anybody. */
type OwnLeases = Map<string, { holder: string; until: number }>;
const ownLeases = new WeakMap<object, OwnLeases>();
/** What this process remembers of a taken slot; short, since another process may free it. */
const REMEMBERED_MS = 100;

function leasesOf({ redis }: Deps): OwnLeases {
  const leases = ownLeases.get(redis) ?? (new Map() as OwnLeases);
  ownLeases.set(redis, leases);
  return leases;
}

function isLeased(deps: Deps, keys: readonly string[], holder: string): boolean {
  const leases = leasesOf(deps);
  const now = performance.now();
  return keys.some((key) => {
    const lease = leases.get(key);
    return lease !== undefined && lease.holder !== holder && lease.until > now;
  });
}

function noteLease(deps: Deps, keys: readonly string[], holder: string, ms: number): void {
  const leases = leasesOf(deps);
  const until = performance.now() + ms;
  for (const key of keys) leases.set(key, { holder, until });
}

function dropLease(deps: Deps, keys: readonly string[], holder?: string): void {
  const leases = leasesOf(deps);
  for (const key of keys) {
    if (holder === undefined || leases.get(key)?.holder === holder) leases.delete(key);
  }
}

/**
 * Lines up for a slot within this process: the first to come goes on, to any station that nobody of
 * this process is after yet; with none left the slot is as good as gone. The line ends with
 * `leaveLine`, so a rush on one slot costs the database one wish and the others next to nothing.
 */
export function enterLine(
  deps: Deps,
  stationIds: readonly string[],
  cells: CellRange,
  holder: string,
): boolean {
  const free = stationIds
    .map((id) => keysOf(deps, id, cells))
    .find((keys) => !isLeased(deps, keys, holder));
  if (free !== undefined) noteLease(deps, free, holder, LEASE_MS);
  return free !== undefined;
}

/** Steps out of the line; what was taken meanwhile stays remembered for a moment. */
export function leaveLine(
  deps: Deps,
  stationIds: readonly string[],
  cells: CellRange,
  holder: string,
): void {
  const leases = leasesOf(deps);
  const soon = performance.now() + REMEMBERED_MS;
  for (const key of stationIds.flatMap((id) => keysOf(deps, id, cells))) {
    const lease = leases.get(key);
    if (lease?.holder === holder && lease.until > soon) leases.delete(key);
  }
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
  if (isLeased(deps, keys, holder)) return 'shut';
  noteLease(deps, keys, holder, LEASE_MS);
  const answer = await ask(deps, ENTER, keys, [holder, String(LEASE_MS)]);
  if (answer === undefined) return 'away';
  if (answer === 1) return 'open';
  dropLease(deps, keys, holder);
  return 'shut';
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
  if (outcome === 'free') dropLease(deps, keys, holder);
  else {
    noteLease(deps, keys, holder, REMEMBERED_MS);
    setTimeout(() => {
      dropLease(deps, keys, holder);
    }, REMEMBERED_MS).unref();
  }
  await ask(deps, LEAVE, keys, [holder, String(outcome === 'taken' ? REFUSED_MS : 0)]);
}

/** Cells were given back: nobody is to be refused for them any longer. */
export async function clearGate(deps: Deps, stationId: string, cells: CellRange): Promise<void> {
  const keys = keysOf(deps, stationId, cells);
  dropLease(deps, keys);
  await ask(deps, "return redis.call('DEL', unpack(KEYS))", keys, []);
}
