import type { Instrument, UserKind } from '../../instruments/index.ts';
import { bayesianMilli, type RatingSums } from '../../reviews/index.ts';
import { Column, Dimension } from './column.ts';
import { modelKey } from './models.ts';

/** What a card shows of an instrument. */
export type Card = Pick<
  Instrument,
  | 'id'
  | 'code'
  | 'unitId'
  | 'unitName'
  | 'unitNameEn'
  | 'unitShortName'
  | 'groupId'
  | 'crewName'
  | 'classCode'
  | 'className'
  | 'name'
  | 'nameEn'
  | 'maker'
  | 'model'
  | 'cityCode'
  | 'cityName'
  | 'lat'
  | 'lon'
  | 'status'
  | 'acceptsVouchers'
>;

/** What search knows of one instrument beside the words it is found by. */
export interface CatalogueEntry extends Card {
  pricesFen: Record<UserKind, number | null>;
  priceItem: string | null;
  rating: RatingSums;
  /** The first free stretch that anyone could book. */
  nextFree: { startsAt: Date; endsAt: Date } | null;
  /** Changes whenever the words do that it is found by. */
  wordsHash: number;
  refreshedAt: Date;
}

const KINDS: readonly UserKind[] = ['own_group', 'own_unit', 'academic', 'company'];
const MISSING = Number.MAX_SAFE_INTEGER;
const OF_RATING = 0.5;
const OF_OPEN = 0.3;

/**
 * The whole catalogue in the memory of this process, every instrument by a number: what is filtered,
 * counted and sorted by stands in columns.
 */
export class Catalogue {
  private readonly numbers = new Map<string, number>();
  private readonly entries: CatalogueEntry[] = [];
  /** How many of the first numbers are in the order of ids. */
  private inOrder = 0;
  private readonly strings = new Map<string, string>();
  private readonly names: ({ name: string; model: string } | undefined)[] = [];
  private readonly alive = new Column(Uint8Array);
  readonly city = new Dimension();
  readonly class = new Dimension();
  readonly unit = new Dimension();
  readonly maker = new Dimension();
  private readonly prices = KINDS.map(() => new Column(Float64Array));
  private readonly free = new Column(Float64Array);
  private readonly vouchers = new Column(Uint8Array);
  private readonly ratings = new Column(Float64Array);
  private readonly priors = new Column(Float64Array);
  /** Sum and number of the whole catalogue's reviews, which every rating leans on; another object once they change. */
  allRatings = { scoreSum: 0, reviews: 0 };

  /** How many numbers have been given out, those of instruments that are gone among them. */
  get size(): number {
    return this.entries.length;
  }

  /**
   * Takes in an instrument's entry, new or changed. `isNew` gives it another number, as when the words
   * changed that its old number is found by.
   */
  put(given: CatalogueEntry, isNew = false): number {
    const entry = this.sharing(given);
    const known = this.numbers.get(entry.id);
    const before = known === undefined ? undefined : this.entries[known];
    const doc = known === undefined || isNew ? this.entries.length : known;
    if (known !== undefined && doc !== known) this.alive.set(known, 0);
    this.countRating(entry.rating, before?.rating);
    if (doc === this.inOrder && (this.entries[doc - 1]?.id ?? '') < entry.id) this.inOrder += 1;
    this.numbers.set(entry.id, doc);
    this.entries[doc] = entry;
    this.alive.set(doc, entry.status === 'retired' ? 0 : 1);
    this.city.put(doc, entry.cityCode, entry.cityName);
    this.class.put(doc, entry.classCode, entry.className);
    this.unit.put(doc, entry.unitId, entry.unitName);
    this.maker.put(doc, entry.maker, entry.maker);
    KINDS.forEach((kind, at) => this.prices[at]?.set(doc, entry.pricesFen[kind] ?? MISSING));
    this.free.set(doc, entry.nextFree?.startsAt.getTime() ?? MISSING);
    this.vouchers.set(doc, entry.acceptsVouchers ? 1 : 0);
    const rating = this.ratingOf(doc);
    this.ratings.set(doc, rating);
    this.priors.set(doc, (OF_RATING * rating) / 5_000 + (entry.status === 'open' ? OF_OPEN : 0));
    return doc;
  }

  private countRating(now: RatingSums, before: RatingSums | undefined): void {
    const scoreSum = now.scoreSum - (before?.scoreSum ?? 0);
    const reviews = now.reviews - (before?.reviews ?? 0);
    if (scoreSum === 0 && reviews === 0) return;
    this.allRatings = {
      scoreSum: this.allRatings.scoreSum + scoreSum,
      reviews: this.allRatings.reviews + reviews,
    };
  }

  /** Takes in an entry's next free stretch, unless the entry has become another meanwhile. */
  putFree(entry: CatalogueEntry, nextFree: CatalogueEntry['nextFree']): void {
    if (this.find(entry.id) === entry) this.put({ ...entry, nextFree });
  }

  /** The same entry; strings that many entries have are kept once. */
  private sharing(entry: CatalogueEntry): CatalogueEntry {
    const one = <T extends string | null>(text: T): T => {
      if (text === null) return text;
      const known = this.strings.get(text);
      if (known === undefined) this.strings.set(text, text);
      return (known ?? text) as T;
    };
    return {
      ...entry,
      unitId: one(entry.unitId),
      unitName: one(entry.unitName),
      unitNameEn: one(entry.unitNameEn),
      unitShortName: one(entry.unitShortName),
      groupId: one(entry.groupId),
      crewName: one(entry.crewName),
      classCode: one(entry.classCode),
      className: one(entry.className),
      maker: one(entry.maker),
      model: one(entry.model),
      cityCode: one(entry.cityCode),
      cityName: one(entry.cityName),
      status: one(entry.status),
      priceItem: one(entry.priceItem),
    };
  }

  numberOf(instrumentId: string): number | undefined {
    return this.numbers.get(instrumentId);
  }

  at(doc: number): CatalogueEntry {
    const entry = this.entries[doc];
    if (entry === undefined) throw new Error(`the catalogue has no number ${String(doc)}`);
    return entry;
  }

  /** Whether an instrument comes before another by its id, which is the same on every node. */
  isBefore(doc: number, other: number): boolean {
    // Built in the order of ids; only those that came later are out of it.
    if (doc < this.inOrder && other < this.inOrder) return doc < other;
    return this.at(doc).id < this.at(other).id;
  }

  /** What an instrument is called, in small letters, and the key of its model. */
  namesOf(doc: number): { name: string; model: string } {
    const known = this.names[doc];
    if (known !== undefined) return known;
    const { name, nameEn, model } = this.at(doc);
    const names = { name: `${name} ${nameEn ?? ''}`.toLowerCase(), model: modelKey(model) };
    this.names[doc] = names;
    return names;
  }

  find(instrumentId: string): CatalogueEntry | undefined {
    const doc = this.numbers.get(instrumentId);
    return doc === undefined ? undefined : this.entries[doc];
  }

  /** False for what is retired or has another number by now. */
  isAlive(doc: number): boolean {
    return this.alive.get(doc) === 1;
  }

  /** Fen for a kind of user; more than any price where it is not offered to them. */
  priceOf(doc: number, kind: UserKind): number {
    return this.prices[KINDS.indexOf(kind)]?.get(doc) ?? MISSING;
  }

  hasPrice(doc: number, kind: UserKind): boolean {
    return this.priceOf(doc, kind) !== MISSING;
  }

  /** Milliseconds of its next free stretch; later than any time where there is none. */
  freeOf(doc: number): number {
    return this.free.get(doc);
  }

  acceptsVouchers(doc: number): boolean {
    return this.vouchers.get(doc) === 1;
  }

  /** What speaks for it whatever was asked: 0 to 0.8, by its rating when it was last put in, and its being open. */
  priorOf(doc: number): number {
    return this.priors.get(doc);
  }

  /** Its rating when it was last put in: near enough to tell apart what is worth the same. */
  roughRatingOf(doc: number): number {
    return this.ratings.get(doc);
  }

  /** Its Bayesian mean in thousandths, 0 without reviews. */
  ratingOf(doc: number): number {
    return bayesianMilli(this.at(doc).rating, this.allRatings);
  }
}
