import type { Config } from '../../config.ts';
import type { Deps } from '../../deps.ts';
import { type Subscriber, subscribe } from '../../infra/redis.ts';
import type { Reading, RunState } from './domain/readings.ts';
import type { Change } from './domain/tracker.ts';

const channelOf = ({ namespace }: Pick<Config, 'namespace'>) => `${namespace}:readings`;

/** An instrument's readings on their way to the process that classifies. */
export interface Heard {
  instrumentId: string;
  readings: readonly Reading[];
}

/**
 * Hands readings to whichever process classifies. They are kept already: what is lost here, it finds there.
 * Written as `[id, at, amperes, at, amperes, …]`, since there are many.
 */
export async function passOn(
  deps: Pick<Deps, 'redis' | 'config'>,
  batch: readonly Heard[],
): Promise<void> {
  const rows = batch.map(({ instrumentId, readings }) => [
    instrumentId,
    ...readings.flatMap(({ at, amperes }) => [at, amperes]),
  ]);
  await deps.redis.publish(channelOf(deps.config), JSON.stringify(rows));
}

/** Hears what other processes pass on, for as long as this one lives. */
export function hearReadings(config: Config, hear: (batch: Heard[]) => void): Subscriber {
  return subscribe(config.redisUrl, channelOf(config), (text) => {
    const rows = JSON.parse(text) as [string, ...number[]][];
    hear(
      rows.map(([instrumentId, ...numbers]) => {
        const readings: Reading[] = [];
        for (let at = 0; at + 1 < numbers.length; at += 2) {
          readings.push({ at: numbers[at] ?? 0, amperes: numbers[at + 1] ?? 0 });
        }
        return { instrumentId, readings };
      }),
    );
  });
}

const latestKey = ({ namespace }: Pick<Config, 'namespace'>) => `${namespace}:run-states`;

/** What an instrument does right now. */
export interface Latest {
  now: Change;
  /** ms since 1970 UTC. */
  lastReadingAt: number;
}

type Written = [RunState, number, number, number | null, number];

/** Keeps what instruments do right now for whoever looks; MySQL has it some seconds later, and for good. */
export async function keepLatest(
  { config, redis }: Pick<Deps, 'redis' | 'config'>,
  latest: ReadonlyMap<string, Latest>,
): Promise<void> {
  const fields = [...latest].flatMap(([id, { lastReadingAt, now }]) => {
    const written: Written = [now.state, now.confidence, now.since, now.amperes, lastReadingAt];
    return [id, JSON.stringify(written)];
  });
  if (fields.length > 0) await redis.hset(latestKey(config), ...fields);
}

/** What some instruments do right now; none of them where Redis is away. */
export async function findLatest(
  { config, redis }: Pick<Deps, 'redis' | 'config'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Latest>> {
  if (ids.length === 0) return new Map();
  const found = await redis.hmget(latestKey(config), ...ids).catch(() => []);
  const latest = new Map<string, Latest>();
  ids.forEach((id, at) => {
    const text = found[at];
    if (typeof text !== 'string') return;
    const [state, confidence, since, amperes, lastReadingAt] = JSON.parse(text) as Written;
    latest.set(id, { now: { state, confidence, since, amperes }, lastReadingAt });
  });
  return latest;
}
