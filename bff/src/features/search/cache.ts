import { InstrumentSummary } from '@dayi/shared/contracts/instrument-models';
import type { Language } from '@dayi/shared/problems';
import type { UserKind } from '../instruments/index.ts';
import type { Catalogue, CatalogueEntry } from './domain/catalogue.ts';
import type { Dimension } from './domain/column.ts';
import type { Counted, CountedFacets } from './domain/facets.ts';
import type { Field } from './domain/matched-fields.ts';
import { presentSummary } from './presenter.ts';

/** What stands on a card for this reader and moment. */
export interface CardState {
  language: Language;
  userKind: UserKind;
  /** Where it is not what the catalogue keeps. */
  nextFree: CatalogueEntry['nextFree'] | undefined;
}

/** What is said of a card in answer to one question. */
export interface CardAnswer {
  distanceKm: number | null;
  matchedIn: readonly Field[];
}

interface Written {
  entry: CatalogueEntry;
  nextFree: CardState['nextFree'];
  /** What the rating leant on. */
  ratings: Catalogue['allRatings'];
  /** With a comma in front, and without the closing brace. */
  text: Buffer;
}

/** About 700 bytes each. */
const MOST = 50_000;
const MOST_ANSWERS = 5_000;
const WITHOUT_ANSWER = InstrumentSummary.omit({ distanceKm: true, matchedIn: true });

function write(
  entry: CatalogueEntry,
  ratingMilli: number,
  { userKind, nextFree = entry.nextFree }: CardState,
): Buffer {
  const unitFen = entry.pricesFen[userKind];
  const card = presentSummary(entry, {
    price: unitFen === null || entry.priceItem === null ? null : { item: entry.priceItem, unitFen },
    userKind,
    ratingMilli,
    ratingCount: entry.rating.reviews,
    nextFree,
    distanceKm: null,
  });
  return Buffer.from(`,${JSON.stringify(WITHOUT_ANSWER.parse(card)).slice(0, -1)}`);
}

/**
 * Cards as they are sent, by the number of their instrument: checked against the contract and written once
 * for as long as they stay the same.
 */
export class CardTexts {
  private readonly kept = new Map<Language, Map<UserKind, Map<number, Written>>>();
  private count = 0;
  private readonly answers = new Map<string, Buffer>();

  constructor(private readonly catalogue: Catalogue) {}

  /** The JSON of a card after a comma, in parts. @throws ZodError where it breaks the contract */
  partsOf(doc: number, state: CardState, answer: CardAnswer): [Buffer, Buffer] {
    return [this.cardOf(doc, state), this.answerOf(answer)];
  }

  /** There are few: distances aside, they differ only by the fields that words were found in. */
  private answerOf({ distanceKm, matchedIn }: CardAnswer): Buffer {
    const fields = matchedIn.length === 1 ? (matchedIn[0] ?? '') : matchedIn.join(' ');
    const key = distanceKm === null ? fields : `${String(distanceKm)} ${fields}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    if (this.answers.size >= MOST_ANSWERS) this.answers.clear();
    const answer = JSON.stringify({ distanceKm, matchedIn });
    const text = Buffer.from(`,${answer.slice(1)}`);
    this.answers.set(key, text);
    return text;
  }

  private cardOf(doc: number, state: CardState): Buffer {
    const cards = this.cardsOf(state);
    const known = cards.get(doc);
    const entry = this.catalogue.at(doc);
    const { nextFree } = state;
    const { allRatings: ratings } = this.catalogue;
    const isSame =
      known?.entry === entry && known.ratings === ratings && known.nextFree === nextFree;
    if (isSame) return known.text;
    const text = write(entry, this.catalogue.ratingOf(doc), state);
    if (known === undefined) this.count += 1;
    cards.set(doc, { entry, nextFree, ratings, text });
    return text;
  }

  private cardsOf({ language, userKind }: CardState): Map<number, Written> {
    if (this.count > MOST) {
      this.kept.clear();
      this.count = 0;
    }
    const known = this.kept.get(language)?.get(userKind);
    if (known !== undefined) return known;
    const cards = new Map<number, Written>();
    const byKind = this.kept.get(language) ?? new Map<UserKind, Map<number, Written>>();
    this.kept.set(language, byKind.set(userKind, cards));
    return cards;
  }
}

/** The beginnings of facets as they are sent, each written once for as long as its name is the same. */
class FacetHeads {
  private readonly heads: { name: string; text: string }[] = [];

  constructor(private readonly dimension: Dimension) {}

  write(counted: readonly Counted[]): string {
    return counted.map(({ number, count }) => `${this.headOf(number)}${String(count)}}`).join(',');
  }

  private headOf(number: number): string {
    const name = this.dimension.names[number] ?? '';
    const known = this.heads[number];
    if (known?.name === name) return known.text;
    const value = this.dimension.values[number] ?? '';
    const text = `${JSON.stringify({ value, name }).slice(0, -1)},"count":`;
    this.heads[number] = { name, text };
    return text;
  }
}

/** Facets as they are sent. */
export class FacetTexts {
  private readonly heads: Record<keyof CountedFacets, FacetHeads>;

  constructor(catalogue: Catalogue) {
    this.heads = {
      cities: new FacetHeads(catalogue.city),
      classes: new FacetHeads(catalogue.class),
      units: new FacetHeads(catalogue.unit),
      makers: new FacetHeads(catalogue.maker),
    };
  }

  /** The JSON of counted facets. */
  write(counted: CountedFacets): string {
    const listOf = (kind: keyof CountedFacets) =>
      `"${kind}":[${this.heads[kind].write(counted[kind])}]`;
    return `{${[listOf('cities'), listOf('classes'), listOf('units'), listOf('makers')].join(',')}}`;
  }
}
