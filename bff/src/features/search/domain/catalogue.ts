import type { UserKind } from '../../instruments/index.ts';
import { bayesianMilli, type RatingSums } from '../../reviews/index.ts';

/** What search knows of one instrument. */
export interface CatalogueEntry {
  instrumentId: string;
  status: string;
  cityCode: string;
  cityName: string;
  classCode: string;
  className: string;
  unitId: string;
  unitName: string;
  maker: string;
  acceptsVouchers: boolean;
  lat: number | null;
  lon: number | null;
  pricesFen: Record<UserKind, number | null>;
  priceItem: string | null;
  rating: RatingSums;
  nextFreeAt: Date | null;
  /** See `documentText`. */
  text: string;
  refreshedAt: Date;
}

/** An entry with its Bayesian mean in thousandths, 0 without reviews. */
export interface RatedEntry extends CatalogueEntry {
  ratingMilli: number;
}

/** Everything a list may be narrowed by. */
export interface SearchFilter {
  words: readonly string[];
  classCode?: string | undefined;
  /** A city by its code or its name, with or without 市. */
  city?: string | undefined;
  unitId?: string | undefined;
  maker?: string | undefined;
  priceMaxFen?: number | undefined;
  voucher?: boolean | undefined;
  openTo?: UserKind | undefined;
  /** Whose price `priceMaxFen` means. */
  userKind: UserKind;
}

/** Upper classes end in zeros: 010000 holds every 01xxxx. */
const classPrefix = (code: string) => code.replace(/(00){1,2}$/, '');

function matcher(filter: SearchFilter): (entry: CatalogueEntry) => boolean {
  const tests: ((entry: CatalogueEntry) => boolean)[] = [({ status }) => status !== 'retired'];
  const { classCode, city, unitId, maker, priceMaxFen, voucher, openTo, userKind } = filter;
  if (classCode !== undefined) {
    const prefix = classPrefix(classCode);
    tests.push((entry) => entry.classCode.startsWith(prefix));
  }
  if (city !== undefined) {
    const names = [city, `${city}市`];
    tests.push(({ cityCode, cityName }) => cityCode === city || names.includes(cityName));
  }
  if (unitId !== undefined) tests.push((entry) => entry.unitId === unitId);
  if (maker !== undefined) {
    const wanted = maker.toLowerCase();
    tests.push((entry) => entry.maker.toLowerCase() === wanted);
  }
  if (priceMaxFen !== undefined) {
    tests.push(({ pricesFen }) => (pricesFen[userKind] ?? Infinity) <= priceMaxFen);
  }
  if (voucher !== undefined) tests.push((entry) => entry.acceptsVouchers === voucher);
  if (openTo !== undefined) tests.push(({ pricesFen }) => pricesFen[openTo] !== null);
  for (const word of filter.words) tests.push(({ text }) => text.includes(word));
  return (entry) => tests.every((test) => test(entry));
}

/**
 * The whole catalogue in the memory of this process: some thousand entries are looked through faster
 * than the database could be asked.
 */
export class Catalogue {
  private readonly entries = new Map<string, RatedEntry>();
  /** Sum and number of the whole catalogue's reviews, which every rating leans on. */
  all = { scoreSum: 0, reviews: 0 };
  /** The newest document seen, null before the first load. */
  newest: Date | null = null;

  put(entries: readonly CatalogueEntry[]): void {
    const { scoreSum, reviews } = this.all;
    for (const entry of entries) {
      const before = this.entries.get(entry.instrumentId);
      this.all.scoreSum += entry.rating.scoreSum - (before?.rating.scoreSum ?? 0);
      this.all.reviews += entry.rating.reviews - (before?.rating.reviews ?? 0);
      this.entries.set(entry.instrumentId, { ...entry, ratingMilli: this.rate(entry) });
      if (this.newest === null || entry.refreshedAt > this.newest) this.newest = entry.refreshedAt;
    }
    if (scoreSum === this.all.scoreSum && reviews === this.all.reviews) return;
    // One review anywhere moves the mean, and with it everyone's rating.
    for (const entry of this.entries.values()) entry.ratingMilli = this.rate(entry);
  }

  private rate({ rating }: CatalogueEntry): number {
    return bayesianMilli(rating, this.all);
  }

  find(instrumentId: string): RatedEntry | undefined {
    return this.entries.get(instrumentId);
  }

  match(filter: SearchFilter): RatedEntry[] {
    const isMatch = matcher(filter);
    const found: RatedEntry[] = [];
    for (const entry of this.entries.values()) if (isMatch(entry)) found.push(entry);
    return found;
  }
}
