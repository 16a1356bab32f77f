import type { Config } from '../../config.ts';
import type { Deps } from '../../deps.ts';
import { type Subscriber, subscribe } from '../../infra/redis.ts';
import type { Reading } from './domain/readings.ts';

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
