import type { Deps } from '../deps.ts';
import { importInstruments, loadDictionary } from '../features/instruments/index.ts';
import { loadConcepts, refreshDocuments } from '../features/search/index.ts';
import { DAY, later } from '../infra/clock.ts';
import { inTransaction } from '../infra/transaction.ts';
import { writeAudit } from '../features/audit/index.ts';
import { buildWorld } from './build-world.ts';
import { readCatalogue } from './catalogue.ts';
import { seededIds } from './ids.ts';
import { instrumentRows } from './instruments.ts';
import { findMarker, findInstrumentIds, hasPeople, MARKER } from './repository.ts';
import { proveLedger } from '../features/ledger/index.ts';
import { castPersonas } from './personas.ts';
import { planLife } from './plan-life.ts';
import { Purse } from './purse.ts';
import { keepReserves } from './reserves.ts';
import { answerReviews } from './review-answers.ts';
import { planReviews } from './review-plan.ts';
import {
  grantsOf,
  programmesOf,
  restoreShown,
  writeApplications,
  writeVouchers,
} from './vouchers.ts';
import { writeGroups } from './write-groups.ts';
import { writeBookings, writePayments, writeReviews } from './write-history.ts';
import { writeSensors } from './sensors.ts';
import { writeHandover } from './write-handover.ts';
import { writeBulletins } from './write-bulletins.ts';
import { writeRunDays } from './write-run-days.ts';
import { writeSavedSearches } from './write-saved-searches.ts';
import { writeResults } from './write-results.ts';
import { bookingNotices, officesOf, reviewNotices, writeNotices } from './write-notices.ts';
import { writeSearches } from './write-searches.ts';
import { writeTrail } from './write-traces.ts';
import { postHistory, postIncoming } from './write-ledger.ts';
import { seededRandom } from './random.ts';
import { stepper } from './steps.ts';
import { writeWorld } from './write-world.ts';

/** Real size of the province (public notice of its 2021 evaluation). */
export const PROVINCE_INSTRUMENTS = 8_626;

const SEED = 20_261_122;
const DOCUMENTS = 500;
const BOOKINGS = 2_000;
const PAST_DAYS = 400;

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

export type SeedOutcome = 'seeded' | 'there_already' | 'other_size' | 'half_done';

/**
 * Fills an empty database with a province of invented units and people around real classes, makers
 * and models, and a past that looks lived in. The same seed and clock give the same rows. A database
 * that holds a demo already is left as it is.
 */
export async function seedProvince(
  given: Deps,
  instruments: number,
  tell: (line: string) => void,
): Promise<{ outcome: SeedOutcome; instruments: number }> {
  const marker = await findMarker(given.db);
  if (marker !== undefined) {
    const outcome = marker === instruments ? 'there_already' : 'other_size';
    return { outcome, instruments: marker };
  }
  if (await hasPeople(given.db)) return { outcome: 'half_done', instruments: 0 };

  const now = given.clock.now();
  const random = seededRandom(SEED);
  const newId = seededIds(seededRandom(SEED + 1));
  const deps: Deps = {
    ...given,
    newId,
    clock: { now: () => now },
    wakeWorker: () => undefined,
  };
  const step = stepper(tell);

  const world = buildWorld(random, newId, instruments);
  const personas = castPersonas(world, newId, now);
  await step('Units and people', async () => {
    await loadDictionary(deps);
    await loadConcepts(deps);
    await inTransaction(deps, (trx) => writeWorld(trx, world, newId, later(now, -PAST_DAYS * DAY)));
  });

  await step('Instruments', async (note) => {
    const rows = instrumentRows(
      world,
      readCatalogue(),
      random,
      now,
      dayOf(later(now, -PAST_DAYS * DAY)),
      instruments,
    );
    const problems: string[] = [];
    const report = await importInstruments(deps, rows, {
      source: 'demo',
      format: 'columns',
      actorId: null,
      onError: (error) => problems.push(`${String(error.row)} ${error.column} ${error.code}`),
      onProgress: (soFar) => {
        note(`${String(soFar.rows)} of ${String(instruments)}`);
      },
    });
    if (report.rejected > 0)
      throw new Error(`broken demo rows: ${problems.slice(0, 5).join(', ')}`);
  });

  const programmes = programmesOf(newId, now);
  const purse = new Purse(grantsOf(world, programmes, personas, random, newId, now), random);
  const plan = await step('Bookings planned', () => planLife(deps, world, personas, purse, random));
  const reviews = planReviews(plan, personas, random, newId, now);
  const judgeId = world.people.find(({ persona }) => persona === 'authority')?.id;
  answerReviews(reviews, plan, { personas, judgeId }, seededRandom(SEED + 2), newId, now);
  restoreShown(purse, personas);
  keepReserves(purse, personas, world);

  await step('Bookings', async (note) => {
    await inTransaction(deps, async (trx) => {
      await writeVouchers(trx, programmes, purse.grants);
      await writeApplications(
        trx,
        purse,
        personas,
        judgeId,
        seededIds(seededRandom(SEED + 3)),
        now,
      );
    });
    for (let at = 0; at < plan.length; at += BOOKINGS) {
      const some = plan.slice(at, at + BOOKINGS);
      await inTransaction(deps, async (trx) => {
        await writeBookings(trx, some);
        await writePayments(trx, some, newId);
      });
      note(`${String(at + some.length)} of ${String(plan.length)}`);
    }
    await inTransaction(deps, (trx) => writeReviews(trx, reviews));
    await inTransaction(deps, (trx) => writeGroups(trx, personas, now));
    const newSearchId = seededIds(seededRandom(SEED + 5));
    const savedAt = later(now, -20 * DAY);
    await inTransaction(deps, (trx) => writeSavedSearches(trx, personas, newSearchId, savedAt));
  });
  await step('Results', (note) => writeResults(deps, plan, random, note));
  await step('Notices and trail', async () => {
    const watchers = new Set(world.people.filter(({ persona }) => persona).map(({ id }) => id));
    await inTransaction(deps, async (trx) => {
      const notices = [
        ...bookingNotices(plan, now),
        ...reviewNotices(reviews, plan, officesOf(world), now),
      ];
      await writeNotices(trx, notices, watchers, newId, now);
      await writeTrail(trx, plan, watchers, newId);
      await writeSearches(trx, world, seededIds(seededRandom(SEED + 4)), now);
    });
  });
  await step('Money', async () => {
    await postIncoming(deps, purse, later(now, -100 * DAY));
    await postHistory(deps, plan, purse);
    const proof = await proveLedger(deps);
    if (!proof.balanced)
      throw new Error(`ledger: ${JSON.stringify(proof.differences.slice(0, 5))}`);
  });

  await step('Sensors', (note) => writeSensors(deps, personas, note));
  await step('Handover', () => writeHandover(deps, personas));
  await step('Bulletins', async () => {
    await writeRunDays(deps, personas.crewId);
    await writeBulletins(deps, world, { homeId: personas.home.id, officeId: judgeId ?? null });
  });

  await step('Search documents', async (note) => {
    const ids = await findInstrumentIds(deps.db);
    for (let at = 0; at < ids.length; at += DOCUMENTS) {
      await refreshDocuments(deps, deps.db, ids.slice(at, at + DOCUMENTS));
      note(`${String(Math.min(ids.length, at + DOCUMENTS))} of ${String(ids.length)}`);
    }
  });

  await inTransaction(deps, (trx) =>
    writeAudit(deps, trx, {
      actorId: null,
      action: MARKER,
      objectKind: 'demo',
      objectId: 'province',
      detail: { instruments },
    }),
  );
  return { outcome: 'seeded', instruments };
}
