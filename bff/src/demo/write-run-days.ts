import type { Deps } from '../deps.ts';
import { findUses, localDay } from '../features/bookings/index.ts';
import { DAY, HOUR, later, MINUTE } from '../infra/clock.ts';
import { insertRows } from '../infra/insert-rows.ts';
import { chanceOf, ownUses, secondsOfDay, type Use } from './currents.ts';
import {
  clip,
  FEW_USES,
  GATEWAY,
  HISTORY_MS,
  INSTALLED_DAYS,
  midnightsIn,
  type Played,
  playedOf,
  ZONE,
} from './sensors.ts';
import { findClipped, findOfCrew, findPeers, showRuns } from './sensors-repository.ts';

const SECONDS_AN_HOUR = 3600;
/** So many units beside the visitor's own let everyone see what their instruments do. */
const OTHERS_SHOWN = 2;
const IDLE_CHANCE = 0.3;

/** From when to when a sensor is silent on a day: some often, most hardly ever. */
function silence({ intervalMs, machine: { seed } }: Played, midnight: number): Use {
  // What visitors look at is read well.
  const quality = intervalMs < MINUTE ? 1 : chanceOf(seed + 21, 1);
  const chance = chanceOf(seed + 22, midnight);
  const hours =
    quality < 0.05 ? 15 : quality < 0.16 ? (chance < 0.4 ? 11 : 0) : chance < 0.02 ? 5 : 0;
  const from = midnight + Math.floor(chanceOf(seed + 23, midnight) * (24 - hours)) * HOUR;
  return { from, to: from + hours * HOUR };
}

/** What an instrument was used by in all these months; some that hardly anybody books stand idle. */
function usesIn({ machine }: Played, booked: readonly Use[], days: readonly number[]): Use[] {
  const isLeft = booked.length < FEW_USES && chanceOf(machine.seed + 20, 1) < IDLE_CHANCE;
  const own = booked.length < FEW_USES && !isLeft ? ownUses(machine, days) : [];
  return [...booked, ...own];
}

/**
 * The months before the history of readings, as monitoring had summed them: by the bookings of then. Some instruments
 * of other units have sensors too, so that there is something to compare with.
 */
export async function writeRunDays(deps: Deps, crewId: string): Promise<void> {
  const now = deps.clock.now();
  const peers = await findPeers(deps.db, crewId);
  const [home] = await findOfCrew(deps.db, crewId);
  const others = peers
    .flatMap(([first]) => first?.unitId ?? [])
    .filter((id) => id !== home?.unitId);
  await showRuns(deps.db, [...(home ? [home.unitId] : []), ...others.slice(0, OTHERS_SHOWN)]);
  for (const [at, found] of peers.entries()) {
    const site = { code: `${GATEWAY}-${String(at + 1)}`, firstNo: 1_001 + 100 * at };
    await clip(deps, found, site, now);
  }
  const own = (await findClipped(deps.db, GATEWAY)).map(playedOf);
  const everyone = (await findClipped(deps.db, `${GATEWAY}%`)).map(playedOf);
  const ownIds = new Set(own.map(({ instrumentId }) => instrumentId));
  const from = new Date(localDay(later(now, -INSTALLED_DAYS * DAY), ZONE).endMs);
  const booked = new Map<string, Use[]>();
  const ids = everyone.map(({ instrumentId }) => instrumentId);
  for (const { endsAt, instrumentId, startsAt, state } of await findUses(deps.db, ids, from, now)) {
    if (state === 'no_show') continue;
    const uses = booked.get(instrumentId) ?? [];
    uses.push({ from: startsAt.getTime(), to: endsAt.getTime() });
    booked.set(instrumentId, uses);
  }
  const midnights = midnightsIn(from, now.getTime());
  const judgedFrom = now.getTime() - HISTORY_MS;
  const rows = everyone.flatMap((one) => {
    const { instrumentId, machine } = one;
    const uses = usesIn(one, booked.get(instrumentId) ?? [], midnights);
    // What was read of these has been judged already.
    const until = ownIds.has(instrumentId) ? judgedFrom : now.getTime() - DAY;
    return midnights
      .filter((midnight) => midnight <= until)
      .map((midnight) => {
        const silent = silence(one, midnight);
        const day = { from: midnight, to: midnight + DAY };
        const isRead = (instant: number) => instant < silent.from || instant >= silent.to;
        const { off, offline, on, standby } = secondsOfDay(machine, uses, day, isRead);
        return {
          instrument_id: instrumentId,
          day: localDay(new Date(midnight), ZONE).date,
          on_seconds: on,
          standby_seconds: standby,
          off_seconds: off,
          offline_seconds: offline,
          ampere_hours:
            (on * machine.on + standby * machine.standby + off * machine.off) / SECONDS_AN_HOUR,
        };
      });
  });
  // The day on which the history of readings begins was judged from a part of it only.
  await deps
    .db('run_days')
    .whereIn('instrument_id', [...ownIds])
    .where('day', localDay(new Date(judgedFrom), ZONE).date)
    .delete();
  await insertRows(deps.db, 'run_days', rows);
}
