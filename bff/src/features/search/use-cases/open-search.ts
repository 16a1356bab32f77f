import type { Deps } from '../../../deps.ts';
import { keepSounds, simplify, soundsOf } from '../../../infra/chinese.ts';
import { inTurns } from '../../../infra/in-turns.ts';
import { CardTexts, FacetTexts } from '../cache.ts';
import { findEntries, findEntriesAfter, findRefreshed } from '../catalogue-repository.ts';
import { readDictionaryVersion } from '../dictionary-repository.ts';
import { Catalogue, type CatalogueEntry } from '../domain/catalogue.ts';
import { buildRows } from '../domain/index-rows.ts';
import type { InstrumentIndex } from '../domain/instrument-index.ts';
import { nightOf } from '../domain/night.ts';
import { SearchIndex } from '../domain/search-index.ts';
import { Suggestions } from '../domain/suggestions.ts';
import { Vocabulary } from '../domain/vocabulary.ts';
import { findWords } from '../words-repository.ts';
import { buildIndex } from './build-index.ts';
import { installRows } from './install-rows.ts';
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
const WAIT_AFTER_MS = 1_200;
const DICTIONARY_AFTER_MS = 5_000;
const LEARN_AFTER_MS = 60_000;
const BATCH = 2_000;
/** So many changed instruments are worth a new index. */
const MOST_ADDED = 5_000;
/** Every lot of changes is looked through by every search. */
const MOST_LOTS = 50;

class Opened {
  private current: (Search & { index: SearchIndex }) | undefined;
  private building: Promise<void> | undefined;
  private looking: Promise<void> | undefined;
  private lookedAt = -Infinity;
  private readonly seen = new Seen();
  private dictionaryVersion = 0;
  private dictionaryLookedAt = -Infinity;
  private night = 0;
  private added = 0;
  private lots = 0;
  private learnedAt = -Infinity;

  readonly misses: MissCollector;

  constructor(private readonly deps: Deps) {
    this.misses = missCollector(deps);
  }

  async read(): Promise<Search> {
    if (this.current === undefined) await this.rebuild();
    const age = performance.now() - this.lookedAt;
    if (age > LOOK_AFTER_MS) {
      this.looking ??= this.look().finally(() => (this.looking = undefined));
      // A search that may be answered with what is here does not fail because of what is not.
      this.looking.catch((error: unknown) => {
        this.deps.logger.warn({ err: error }, 'changed instruments not read');
      });
      if (age > WAIT_AFTER_MS) await this.looking.catch(() => undefined);
    }
    if (this.current === undefined) throw new Error('there is no index');
    return this.current;
  }

  /** With everything that was written before this was asked for. */
  async readLatest(): Promise<Search> {
    const search = await this.read();
    // What is being read already may have begun too soon.
    await this.looking?.catch(() => undefined);
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    await this.looking;
    return this.current ?? search;
  }

  get ratings() {
    return this.current?.catalogue.allRatings;
  }

  async rebuild(): Promise<void> {
    this.building ??= this.build().finally(() => (this.building = undefined));
    await this.building;
  }

  private async build(): Promise<void> {
    const startedAt = performance.now();
    this.night = nightOf(this.deps.clock.now());
    const built = await buildIndex(this.deps.config.databaseUrl);
    keepSounds(built.sounds);
    const entries = await this.readEntries();
    const catalogue = new Catalogue();
    const vocabulary = await inTurns(Vocabulary.steps(built.source, { simplify, soundsOf }));
    const index = new SearchIndex(vocabulary, catalogue);
    const late = await inTurns(installRows(built, index, entries));
    this.current = {
      index,
      catalogue,
      suggestions: new Suggestions(built.suggestions, simplify),
      misses: this.misses,
      cards: new CardTexts(),
      facets: new FacetTexts(catalogue),
    };
    this.dictionaryVersion = built.dictionaryVersion;
    this.learnedAt = -Infinity;
    this.added = 0;
    this.lots = 0;
    await this.take(late);
    this.deps.logger.info(
      {
        instruments: catalogue.size,
        threadMs: built.cpuMs,
        ms: Math.round(performance.now() - startedAt),
      },
      'search index built',
    );
  }

  private async readEntries(): Promise<Map<string, CatalogueEntry>> {
    const entries = new Map<string, CatalogueEntry>();
    for (let after = ''; ;) {
      const found = await findEntriesAfter(this.deps.db, after, BATCH);
      for (const entry of found) {
        entries.set(entry.id, entry);
        this.seen.see(entry);
      }
      after = found.at(-1)?.id ?? '';
      if (found.length < BATCH) return entries;
    }
  }

  /** Reads what was written since, whichever process wrote it, with one short indexed read. */
  private async look(): Promise<void> {
    const refreshed = await findRefreshed(this.deps.db, this.seen.since);
    const changed = refreshed.filter((one) => !this.seen.has(one));
    for (let at = 0; at < changed.length; at += BATCH) {
      const ids = changed.slice(at, at + BATCH).map(({ id }) => id);
      const entries = await findEntries(this.deps.db, ids);
      await this.take(entries);
      for (const entry of entries) this.seen.see(entry);
    }
    this.lookedAt = performance.now();
    this.seen.forget();
    await this.learn();
    const isOld =
      (await this.isDictionaryOld()) ||
      this.added > MOST_ADDED ||
      this.lots > MOST_LOTS ||
      nightOf(this.deps.clock.now()) !== this.night;
    if (isOld && this.building === undefined) {
      this.rebuild().catch((error: unknown) => {
        this.deps.logger.error({ err: error }, 'search index not built');
      });
    }
  }

  private async learn(): Promise<void> {
    if (performance.now() - this.learnedAt < LEARN_AFTER_MS) return;
    this.learnedAt = performance.now();
    this.current?.index.learn(await readLearned(this.deps.db));
  }

  private async isDictionaryOld(): Promise<boolean> {
    if (performance.now() - this.dictionaryLookedAt < DICTIONARY_AFTER_MS) return false;
    this.dictionaryLookedAt = performance.now();
    return (await readDictionaryVersion(this.deps.db)) !== this.dictionaryVersion;
  }

  /** Takes in entries as they are now; those whose words are others are read anew. */
  private async take(entries: readonly CatalogueEntry[]): Promise<void> {
    const { index, catalogue } = this.current ?? {};
    if (index === undefined || catalogue === undefined) return;
    const isKnown = (entry: CatalogueEntry) =>
      catalogue.find(entry.id)?.wordsHash === entry.wordsHash;
    const others = entries.filter((entry) => !isKnown(entry));
    for (const entry of entries) if (isKnown(entry)) catalogue.put(entry);
    if (others.length === 0) return;
    const byId = new Map(others.map((entry) => [entry.id, entry]));
    const words = (await findWords(this.deps.db, [...byId.keys()])).filter(({ id }) =>
      byId.has(id),
    );
    const rows = buildRows(
      index.vocabulary.lexicon,
      [...index.vocabulary.concepts.values()],
      words,
      simplify,
    );
    const first = catalogue.size;
    for (const { id } of words) {
      const entry = byId.get(id);
      if (entry !== undefined) catalogue.put(entry, true);
    }
    index.add(rows, first);
    this.added += words.length;
    this.lots += 1;
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
export function knownRatings(deps: Deps): { scoreSum: number; reviews: number } | undefined {
  return opened.get(deps)?.ratings;
}

/** Writes down what is still to be counted; at the end of the process. */
export async function closeSearch(deps: Deps): Promise<void> {
  await opened.get(deps)?.misses.flush();
}
