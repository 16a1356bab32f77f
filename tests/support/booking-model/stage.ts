import { readConfig } from '../../../bff/src/config.ts';
import type { Deps } from '../../../bff/src/deps.ts';
import { createDeps } from '../../../bff/src/main.ts';
import { FrozenClock } from '../frozen-clock.ts';
import { plantSmallProvince } from '../small-province.ts';
import { createTestDatabase } from '../test-database.ts';
import type { Real } from './commands.ts';
import { Kernel } from './kernel.ts';
import { Model } from './model.ts';
import { plantRun } from './plant.ts';

const DAY = 86_400_000;
const BEGINS_AT = '2026-11-23T00:00:00.000Z';

/** One database, on one node or on several writing ones, where runs are played apart from each other. */
export interface Stage {
  nodes: readonly Deps[];
  clock: FrozenClock;
  freshRun: () => Promise<{ model: Model; real: Real }>;
  count: Real['count'];
  close: () => Promise<void>;
}

/** @param urls of one migrated, empty database on each node; one of its own where left out. */
export async function openStage(urls?: readonly string[]): Promise<Stage> {
  const clock = new FrozenClock(BEGINS_AT);
  const own = urls === undefined ? await createTestDatabase() : undefined;
  const config = readConfig();
  const nodes = (urls ?? [own!.url]).map((databaseUrl) =>
    createDeps({ ...config, databaseUrl, logLevel: 'silent' }, { clock }),
  );
  await plantSmallProvince(nodes[0]!);
  const count = { steps: 0 };
  let runs = 0;
  return {
    nodes,
    clock,
    count,
    freshRun: async () => {
      runs += 1;
      // Every run has a time of its own too: one after the other they would soon leave the century.
      clock.set(BEGINS_AT);
      const planted = await plantRun(nodes[0]!, `R${runs}-`);
      const { one, two } = planted.instruments;
      const stations = { one: one.stations, two: two.stations };
      const base = Math.ceil(clock.now().getTime() / DAY) * DAY;
      return {
        model: new Model(clock.now(), stations, planted.grantEndsAt),
        real: { kernel: new Kernel(nodes, planted), clock, base, count },
      };
    },
    close: async () => {
      for (const { db, redis } of nodes) {
        redis.disconnect();
        await db.destroy();
      }
      await own?.drop();
    },
  };
}
