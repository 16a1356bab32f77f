import type { Deps } from '../../../deps.ts';
import { keepSounds, simplify, soundsOf } from '../../../infra/chinese.ts';
import { inTurns } from '../../../infra/in-turns.ts';
import { sumRatings } from '../../reviews/index.ts';
import { CardTexts, FacetTexts } from '../cache.ts';
import { readDictionaryVersion } from '../dictionary-repository.ts';
import { Catalogue } from '../domain/catalogue.ts';
import type { InstrumentIndex } from '../domain/instrument-index.ts';
import { nightOf } from '../domain/night.ts';
import { SearchIndex } from '../domain/search-index.ts';
import { Suggestions } from '../domain/suggestions.ts';
import { Vocabulary } from '../domain/vocabulary.ts';
import { buildIndex } from './build-index.ts';
import { installRows } from './install-rows.ts';
import { catchUp, type KeptUp, readEntries, takeIn } from './keep-up.ts';
import { type MissCollector, missCollector } from './note-misses.ts';
import { readLearned } from './read-learned.ts';
import { Seen } from './seen.ts';

/** Everything a search is answered from; replaced whole when the index is built anew. */
export interface Search {
  index: InstrumentIndex;
  catalogue: Catalogue;
  suggestions: Suggestions;
  misses: MissCollector;
  cards: CardTexts;
  facets: FacetTexts;
}

const LOOK_AFTER_MS = 300;
/** Older than this, a search waits for what has changed. */
const WAIT_AFTER_MS = 900;
/** What has changed is waited for no longer than this. */
const WAIT_MOST_MS = 1_500;
const DICTIONARY_AFTER_MS = 5_000;
const LEARN_AFTER_MS = 60_000;
const TRY_AGAIN_MS = 60_000;
/** So many changed instruments are worth a new index. */
const MOST_ADDED = 5_000;
/** Every lot of changes is looked through by every search. */
const MOST_LOTS = 50;

interface Current extends KeptUp {
  search: Search;
  dictionaryVersion: number;
  learnedAt: number;
}

const waitMs = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

class Opened {
  private current: Current | undefined;
  private building: Promise<void> | undefined;
  private looking: { done: Promise<void>; since: number } | undefined;
  private dictionaryLookedAt = -Infinity;
  private night = 0;
  private failedAt = -Infinity;

  readonly misses: MissCollector;

  constructor(private readonly deps: Deps) {
    this.misses = missCollector(deps);
  }

  async read(): Promise<Search> {
    if (this.current === undefined) await this.rebuild();
    const age = performance.now() - (this.current?.lookedAt ?? 0);
    if (age > LOOK_AFTER_MS) {
      const { done, since } = this.startLook();
      // A search that may be answered with what is here does not fail or hang because of what is not.
      const left = Math.max(0, since + WAIT_MOST_MS - performance.now());
      if (age > WAIT_AFTER_MS) await Promise.race([done.catch(() => undefined), waitMs(left)]);
    }
    if (this.current === undefined) throw new Error('there is no index');
    return this.current.search;
  }

  /** With everything that was written before this was asked for. */
  async readLatest(): Promise<Search> {
    await this.read();
    // What is being read already may have begun too soon.
    await this.looking?.done.catch(() => undefined);
    await this.startLook().done;
    return await this.read();
  }

  get ratings() {
    return this.current?.search.catalogue.allRatings;
  }

  async rebuild(): Promise<void> {
    this.building ??= this.build().finally(() => (this.building = undefined));
    await this.building;
  }

  private startLook(): { done: Promise<void>; since: number } {
    if (this.looking === undefined) {
      const done = this.look().finally(() => (this.looking = undefined));
      done.catch((error: unknown) => {
        this.deps.logger.warn({ err: error }, 'changed instruments not read');
      });
      this.looking = { done, since: performance.now() };
    }
    return this.looking;
  }

  private async build(): Promise<void> {
    const startedAt = performance.now();
    const night = nightOf(this.deps.clock.now());
    const built = await buildIndex(this.deps.config.databaseUrl);
    keepSounds(built.sounds);
    const seen = new Seen();
    const entries = await readEntries(this.deps, seen);
    const catalogue = new Catalogue();
    const vocabulary = await inTurns(Vocabulary.steps(built.source, { simplify, soundsOf }));
    const index = new SearchIndex(vocabulary, catalogue);
    const late = await inTurns(installRows(built, index, entries));
    const suggestions = new Suggestions(built.suggestions, simplify);
    const next: Current = {
      search: {
        index,
        catalogue,
        suggestions,
        misses: this.misses,
        cards: new CardTexts(catalogue),
        facets: new FacetTexts(catalogue),
      },
      index,
      dictionaryVersion: built.dictionaryVersion,
      seen,
      lookedAt: -Infinity,
      learnedAt: -Infinity,
      added: 0,
      lots: 0,
    };
    await takeIn(this.deps, next, late);
    await catchUp(this.deps, next);
    await this.learn(next);
    this.current = next;
    this.night = night;
    this.deps.logger.info(
      {
        instruments: catalogue.size,
        threadMs: built.cpuMs,
        ms: Math.round(performance.now() - startedAt),
      },
      'search index built',
    );
  }

  private async look(): Promise<void> {
    const { current } = this;
    if (current === undefined) return;
    await catchUp(this.deps, current);
    await this.learn(current);
    const isOld =
      (await this.isDictionaryOld(current)) ||
      current.added > MOST_ADDED ||
      current.lots > MOST_LOTS ||
      nightOf(this.deps.clock.now()) !== this.night;
    const isFresh = performance.now() - this.failedAt < TRY_AGAIN_MS;
    if (!isOld || isFresh || this.building !== undefined) return;
    this.rebuild().catch((error: unknown) => {
      this.failedAt = performance.now();
      this.deps.logger.error({ err: error }, 'search index not built');
    });
  }

  private async learn(kept: Current): Promise<void> {
    if (performance.now() - kept.learnedAt < LEARN_AFTER_MS) return;
    kept.learnedAt = performance.now();
    kept.index.learn(await readLearned(this.deps.db));
  }

  private async isDictionaryOld({ dictionaryVersion }: Current): Promise<boolean> {
    if (performance.now() - this.dictionaryLookedAt < DICTIONARY_AFTER_MS) return false;
    this.dictionaryLookedAt = performance.now();
    return (await readDictionaryVersion(this.deps.db)) !== dictionaryVersion;
  }
}

const opened = new WeakMap<Deps, Opened>();

function openedOf(deps: Deps): Opened {
  let one = opened.get(deps);
  if (one === undefined) {
    one = new Opened(deps);
    opened.set(deps, one);
  }
  return one;
}

/** The search of this process: built at its first use, kept up with the database from then on. */
export const openSearch = async (deps: Deps): Promise<Search> => await openedOf(deps).read();

/** The same, waiting for what was written a moment ago. */
export const openLatestSearch = async (deps: Deps): Promise<Search> =>
  await openedOf(deps).readLatest();

/** What every rating leans on, from the search of this process where it is open. */
export async function readAllRatings(deps: Deps): Promise<{ scoreSum: number; reviews: number }> {
  return opened.get(deps)?.ratings ?? (await sumRatings(deps.db));
}

/** Writes down what is still to be counted; at the end of the process. */
export async function closeSearch(deps: Deps): Promise<void> {
  await opened.get(deps)?.misses.flush();
}
