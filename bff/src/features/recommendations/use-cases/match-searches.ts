import type { Deps } from '../../../deps.ts';
import { later, MINUTE } from '../../../infra/clock.ts';
import type { Actor } from '../../../policy.ts';
import { bookableSpan } from '../../bookings/index.ts';
import { findPerson } from '../../identity/index.ts';
import {
  defaultPayer,
  findInstruments,
  type Instrument,
  userKindOf,
} from '../../instruments/index.ts';
import { findAnswering, type Interval, nextFreeOf, refreshDocuments } from '../../search/index.ts';
import { asksForTime, isWanted, type SavedQuery, windowOf } from '../domain/saved-query.ts';
import { findListedPrices, findOpenTargets, type OpenTarget } from '../matches-repository.ts';
import { findListening, type SavedSearch } from '../searches-repository.ts';
import { tellMatch } from './tell-match.ts';

/** News of instruments: opened to bookings, or a stretch of one's calendar freed. */
export interface News {
  instrumentIds: readonly string[];
  /** Null where they were opened. */
  freed: Interval | null;
  at: Date;
}

const PORTION = 500;

/** The codes that a search may name an instrument's class by: 010102, 0101, 010100, 01, 010000. */
function codesOf(classCode: string): string[] {
  const [wide, middle] = [classCode.slice(0, 2), classCode.slice(0, 4)];
  return [classCode, middle, `${middle}00`, wide, `${wide}0000`];
}

/** Who runs an instrument knows of it without being told. */
function runs(actor: Actor, { unitId, crewId }: Instrument): boolean {
  return (
    actor.crews.some((crew) => crew.id === crewId || crew.unitId === unitId) ||
    actor.holdings.some(({ role, scopeId }) => role === 'unit_admin' && scopeId === unitId)
  );
}

const overlap = (a: Interval, b: Interval): Interval | null => {
  const startsAt = a.startsAt > b.startsAt ? a.startsAt : b.startsAt;
  const endsAt = a.endsAt < b.endsAt ? a.endsAt : b.endsAt;
  return startsAt < endsAt ? { startsAt, endsAt } : null;
};

const NEVER: Interval = { startsAt: new Date(0), endsAt: new Date(0) };

class Matcher {
  private readonly people = new Map<string, Actor | undefined>();
  private readonly answering = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly deps: Deps,
    private readonly news: News,
    private readonly instruments: ReadonlyMap<string, Instrument>,
    private readonly prices: ReadonlyMap<string, Record<string, number | null>>,
  ) {}

  private async person(userId: string): Promise<Actor | undefined> {
    if (!this.people.has(userId)) {
      this.people.set(userId, await findPerson(this.deps.db, userId));
    }
    return this.people.get(userId);
  }

  /** Words are asked once for everything that is news, not once for each. */
  private async isFoundBy(search: SavedSearch, actor: Actor, instrument: Instrument) {
    const { q } = search.query;
    if (q === undefined) return true;
    const userKind = userKindOf(defaultPayer(actor), instrument);
    const key = `${userKind} ${q}`;
    let found = this.answering.get(key);
    if (found === undefined) {
      found = await findAnswering(this.deps, { q, userKind }, [...this.instruments.keys()]);
      this.answering.set(key, found);
    }
    return found.has(instrument.id);
  }

  private mayBook({ priceMaxFen }: SavedQuery, actor: Actor, instrument: Instrument): boolean {
    const kind = userKindOf(defaultPayer(actor), instrument);
    const fen = this.prices.get(instrument.id)?.[kind];
    const isAccepted = instrument.rules.acceptedUserKinds.includes(kind);
    return isAccepted && fen != null && fen <= (priceMaxFen ?? Infinity);
  }

  /** A stretch that the person could book at the time they ask for; null where none is. */
  private async slot(
    { query }: SavedSearch,
    actor: Actor,
    instrument: Instrument,
  ): Promise<Interval | null> {
    const { freed } = this.news;
    const now = this.deps.clock.now();
    const asked = windowOf(query, now);
    const window = asked !== null && freed !== null ? overlap(asked, freed) : asked;
    if (window === null) return null;
    const spanOf = (one: Instrument) => bookableSpan(one, actor, now);
    const lastStart = later(window.endsAt, -instrument.rules.minMinutes * MINUTE);
    if (lastStart < window.startsAt) return null;
    const starts = { startsAt: window.startsAt, endsAt: lastStart };
    const found = await nextFreeOf(this.deps.db, [instrument], spanOf, starts);
    return overlap(found.get(instrument.id) ?? NEVER, window);
  }

  async judge(search: SavedSearch, target: OpenTarget): Promise<void> {
    const instrument = this.instruments.get(target.instrumentId);
    if (instrument?.status !== 'open' || !isWanted(search.query, target)) return;
    const actor = await this.person(search.userId);
    if (actor === undefined || runs(actor, instrument)) return;
    if (!this.mayBook(search.query, actor, instrument)) return;
    if (!(await this.isFoundBy(search, actor, instrument))) return;
    const { freed, at } = this.news;
    const isTimed = asksForTime(search.query);
    const slot = isTimed ? await this.slot(search, actor, instrument) : null;
    if (slot === null && (isTimed || freed !== null)) return;
    await tellMatch(this.deps, { search, instrument, slot, isFreed: freed !== null, at });
  }
}

/** Tells everyone whose saved search finds what has just been opened or freed. */
export async function matchSearches(deps: Deps, news: News): Promise<void> {
  const instruments = await findInstruments(deps.db, news.instrumentIds);
  const open = instruments.filter(({ status }) => status === 'open');
  const classCodes = [...new Set(open.flatMap(({ classCode }) => codesOf(classCode)))];
  let matcher: { judge: Matcher['judge']; targets: OpenTarget[] } | undefined;
  for (let after = ''; ;) {
    const listening = await findListening(deps.db, {
      classCodes,
      forTime: news.freed !== null,
      before: news.at,
      after,
      limit: PORTION,
    });
    const last = listening.at(-1);
    if (last === undefined || open.length === 0) return;
    matcher ??= await prepare(deps, news, open);
    for (const search of listening) {
      for (const target of matcher.targets) await matcher.judge(search, target);
    }
    after = last.id;
  }
}

/** Reads what searches are compared with, once somebody listens at all. */
async function prepare(deps: Deps, news: News, open: readonly Instrument[]) {
  const ids = open.map(({ id }) => id);
  // An instrument may be told of before its document was written.
  await refreshDocuments(deps, deps.db, ids);
  const matcher = new Matcher(
    deps,
    news,
    new Map(open.map((one) => [one.id, one])),
    await findListedPrices(deps.db, ids),
  );
  const judge: Matcher['judge'] = (search, target) => matcher.judge(search, target);
  return { judge, targets: await findOpenTargets(deps.db, ids) };
}
