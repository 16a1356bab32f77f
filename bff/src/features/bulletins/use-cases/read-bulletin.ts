import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { decodeCursor, pageOf } from '../../../infra/cursor.ts';
import { type Actor, regionPrefix, regionsAbove, scopesFor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findAnswers } from '../answers-repository.ts';
import { standingAnswers } from '../domain/answers.ts';
import type { BulletinContent } from '../domain/content.ts';
import { OUTCOMES } from '../domain/findings.ts';
import { periodsOver } from '../domain/period.ts';
import { findRegion } from '../fleet-repository.ts';
import { findStandings, type Standing } from '../items-repository.ts';
import {
  presentCity,
  presentFigures,
  presentHead,
  presentPeriod,
  presentRegion,
  presentUnitPart,
} from '../presenter.ts';
import {
  type Bulletin,
  findBulletin,
  findBulletins,
  findStates,
  readContent,
} from '../repository.ts';

/** Periods that an office may make a bulletin of: a year. */
const OFFERED_PERIODS = 6;

interface Place {
  id: string;
  regionCode: string;
}

/** What a person sees of bulletins: offices what lies in their region, units their own part. */
function readerOf(actor: Actor) {
  const regions = scopesFor(actor, 'getBulletin', 'region');
  const prefixes = regions.map(regionPrefix);
  const unitIds = scopesFor(actor, 'getBulletin', 'unit');
  const lies = (code: string) => prefixes.some((prefix) => code.startsWith(prefix));
  return {
    regions,
    scope: { regionPrefixes: prefixes, regionsAbove: regions.flatMap(regionsAbove), unitIds },
    seesAll: (bulletin: Bulletin) => lies(bulletin.regionCode),
    isMine: (unitId: string) => unitIds.includes(unitId),
    sees: ({ id, regionCode }: Place) => unitIds.includes(id) || lies(regionCode),
  };
}

type Reader = ReturnType<typeof readerOf>;

/** The standings of a bulletin's units that a reader sees; all of them where the bulletin is the reader's office's. */
function seenOf(reader: Reader, bulletin: Bulletin, standings: readonly Standing[]): Standing[] {
  return standings.filter(
    ({ bulletinId, regionCode, unitId: id }) =>
      bulletinId === bulletin.id && (reader.seesAll(bulletin) || reader.sees({ id, regionCode })),
  );
}

function headOf(deps: Deps, actor: Actor, bulletin: Bulletin, standings: readonly Standing[]) {
  const reader = readerOf(actor);
  const seen = seenOf(reader, bulletin, standings);
  return presentHead(bulletin, seen, {
    isOffice: reader.regions.includes(bulletin.regionCode),
    isUnit: seen.some(({ answered, asked, unitId }) => reader.isMine(unitId) && answered < asked),
    now: deps.clock.now(),
  });
}

export async function readHead(deps: Deps, trx: Trx, actor: Actor, id: string) {
  const bulletin = await findBulletin(trx, id);
  if (bulletin === undefined) throw new Problem('bulletin.not_found');
  return headOf(deps, actor, bulletin, await findStandings(trx, [id]));
}

/**
 * A bulletin as far as a person sees it: its units, items and earlier items are those of the reader.
 * @throws Problem `bulletin.not_found`
 */
export async function readBulletinFor(trx: Trx, actor: Actor, id: string) {
  const reader = readerOf(actor);
  const bulletin = await findBulletin(trx, id);
  if (bulletin === undefined) throw new Problem('bulletin.not_found');
  const whole = await readContent(trx, id);
  if (reader.seesAll(bulletin)) return { bulletin, content: whole, isWhole: true, reader };
  const units = whole.units.filter((unit) => reader.sees(unit));
  const has = new Set(units.map((unit) => unit.id));
  const items = whole.items.filter(({ unitId }) => has.has(unitId));
  const isAbove = reader.scope.regionsAbove.includes(bulletin.regionCode);
  if (
    bulletin.state === 'draft' ||
    !(isAbove || items.some(({ unitId }) => reader.isMine(unitId)))
  ) {
    throw new Problem('bulletin.not_found');
  }
  const cities = new Set(units.map(({ cityCode }) => cityCode));
  const content: BulletinContent = {
    ...whole,
    units,
    items,
    cities: whole.cities.filter(({ code }) => cities.has(code)),
    earlier: whole.earlier && {
      ...whole.earlier,
      items: whole.earlier.items.filter(({ unit }) => reader.sees(unit)),
    },
  };
  return { bulletin, content, isWhole: false, reader };
}

export async function listBulletins(
  deps: Deps,
  actor: Actor,
  query: CheckedRequest<'listBulletins'>['query'],
) {
  const { db } = deps;
  const reader = readerOf(actor);
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, 2).map(String);
  const [period = '', id = ''] = after ?? [];
  const found = await findBulletins(db, reader.scope, {
    limit: query.limit + 1,
    after: after && { period, id },
  });
  const { nextCursor, rows } = pageOf(found, query.limit, (one) => [one.period, one.id]);
  const standings = await findStandings(
    db,
    rows.map((one) => one.id),
  );
  const over = periodsOver(deps.clock.now(), OFFERED_PERIODS).map(({ key }) => key);
  const offices = [];
  for (const code of scopesFor(actor, 'createBulletin', 'region')) {
    const region = await findRegion(db, code);
    if (region === undefined) continue;
    const states = await findStates(db, code, over);
    offices.push({
      ...presentRegion(region),
      periods: over.map((key) => ({ ...presentPeriod(key), state: states.get(key) ?? null })),
    });
  }
  return { items: rows.map((one) => headOf(deps, actor, one, standings)), nextCursor, offices };
}

export async function readBulletin(deps: Deps, actor: Actor, id: string) {
  const { db } = deps;
  const { bulletin, content, isWhole, reader } = await readBulletinFor(db, actor, id);
  const standings = await findStandings(db, [id]);
  const answers = standingAnswers(await findAnswers(db, id));
  const { cities, earlier, period, total, units } = content;
  const ofOutcome = (outcome: string) =>
    earlier?.items.filter((item) => item.outcome === outcome).length ?? 0;
  const isPublished = bulletin.state === 'published';
  return {
    ...headOf(deps, actor, bulletin, standings),
    scope: isWhole ? 'all' : 'part',
    total: presentFigures(total, period),
    cities: cities.map((city) => presentCity(city, period)),
    units: units.map((unit) =>
      presentUnitPart(
        unit,
        period,
        standings.find(({ unitId }) => unitId === unit.id),
        { answer: answers.ofUnit(unit.id), isMine: isPublished && reader.isMine(unit.id) },
      ),
    ),
    earlier: earlier && {
      period: earlier.period,
      outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, ofOutcome(outcome)])),
    },
  };
}
