import { Accumulator } from './accumulator.ts';
import type { Catalogue } from './catalogue.ts';
import { Column, type Dimension } from './column.ts';
import { matcher, type SearchFilter } from './filter.ts';
import { Popularity } from './found.ts';
import type { IndexRows } from './index-rows.ts';
import type { InstrumentIndex } from './instrument-index.ts';
import { Postings } from './postings.ts';
import { type Kinds, withLearned } from './learned.ts';
import type { Matches } from './rank.ts';
import { everyDoc, type NamedIn, score, type Scored } from './score.ts';
import { isSlotsOnly, understand, type Understanding } from './understand.ts';
import type { Vocabulary } from './vocabulary.ts';

const DAY = 86_400_000;
const SOON = 3 * DAY;
const OF_SOON = 0.2;
/** How surely another instrument of a model's kind is wanted. */
const OF_MODEL = 0.6;
const KINDS_OF_MODEL = 3;

/** Finds instruments by what was asked: words to kinds, kinds to instruments, by numbers of the catalogue. */
export class SearchIndex implements InstrumentIndex, Scored {
  readonly tags = new Postings();
  readonly models = new Postings();
  readonly text = new Postings();
  private readonly lengths = new Column(Uint32Array);
  private readonly kinds = new Column(Uint32Array);
  private readonly kindIds: string[] = [''];
  private readonly kindNumbers = new Map<string, number>([['', 0]]);
  private readonly scores = { kinds: new Accumulator(), texts: new Accumulator() };
  private lengthSum = 0;
  private popularity = new Popularity(new Map());
  private now = 0;
  private learned: ReadonlyMap<string, Kinds> = new Map();

  constructor(
    readonly vocabulary: Vocabulary,
    readonly catalogue: Catalogue,
  ) {}

  /** Takes in instruments that follow one another in the catalogue from `first` on. */
  add(rows: IndexRows, first: number): void {
    this.tags.add(rows.tags, first);
    this.models.add(rows.models, first);
    this.text.add(rows.text, first);
    for (let at = 0; at < rows.ids.length; at += 1) {
      const length = rows.lengths[at] ?? 0;
      this.lengths.set(first + at, length);
      this.lengthSum += length;
      this.kinds.set(first + at, this.kindNumber(rows.tags.keys[rows.kinds[at] ?? -1] ?? ''));
    }
    const counts = [...this.tags.keys()].map((id) => [id, this.tags.countOf(id)] as const);
    const most = Math.max(1, ...counts.map(([, count]) => count));
    this.popularity = new Popularity(
      new Map(counts.map(([id, count]) => [id, Math.sqrt(count / most)])),
    );
  }

  /** Takes in what words have come to mean that the dictionary does not know. */
  learn(learned: ReadonlyMap<string, Kinds>): void {
    this.learned = learned;
  }

  private kindNumber(id: string): number {
    const known = this.kindNumbers.get(id);
    if (known !== undefined) return known;
    const number = this.kindIds.push(id) - 1;
    this.kindNumbers.set(id, number);
    return number;
  }

  get size(): number {
    return this.catalogue.size;
  }

  get meanLength(): number {
    return this.lengthSum / Math.max(1, this.size);
  }

  lengthOf(doc: number): number {
    return this.lengths.get(doc);
  }

  kindOf(doc: number): string {
    return this.kindIds[this.kinds.get(doc)] ?? '';
  }

  priorOf(doc: number): number {
    const isSoon = this.catalogue.freeOf(doc) - this.now < SOON;
    return this.catalogue.priorOf(doc) + (isSoon ? OF_SOON : 0);
  }

  countOf(conceptId: string): number {
    return this.tags.countOf(conceptId);
  }

  commonKinds(most: number): string[] {
    return [...this.tags.keys()]
      .sort((a, b) => this.countOf(b) - this.countOf(a) || (a < b ? -1 : 1))
      .slice(0, most);
  }

  read(typed: string, now: Date, zone: string): Understanding {
    const asked = understand(this.vocabulary, this.popularity, typed, now, zone);
    if (asked.models.length === 0 || asked.concepts.length > 0) {
      return withLearned(asked, this.learned);
    }
    return { ...asked, concepts: this.kindsOfModels(asked.models), confidence: 1 };
  }

  /** What the instruments of some models are, for others of their kind to follow them. */
  private kindsOfModels(models: readonly string[]): Understanding['concepts'] {
    const counts = new Map<string, number>();
    for (const model of models) {
      this.models.each(model, (doc) => {
        const kind = this.kindOf(doc);
        if (kind !== '') counts.set(kind, (counts.get(kind) ?? 0) + 1);
      });
    }
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return [...counts]
      .map(([id, count]) => ({ id, weight: (OF_MODEL * count) / all }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, KINDS_OF_MODEL);
  }

  private namedIn(asked: Understanding): NamedIn[] {
    const among = (kind: NamedIn['kind'], dimension: Dimension, ids: readonly string[]) => {
      if (ids.length === 0) return [];
      const named = new Set(ids);
      const wanted = dimension.values.map((value) =>
        named.has(kind === 'maker' ? this.vocabulary.makerOf(value) : value),
      );
      return [{ kind, holds: (doc: number) => wanted[dimension.numberOf(doc)] === true }];
    };
    return [
      ...among('city', this.catalogue.city, asked.cities),
      ...among('unit', this.catalogue.unit, asked.units),
      ...among('maker', this.catalogue.maker, asked.makers),
    ];
  }

  match(asked: Understanding | null, filter: SearchFilter, now: Date): Matches {
    this.now = now.getTime();
    const isMatch = matcher(this.catalogue, filter);
    if (asked === null || isSlotsOnly(asked)) {
      return { docs: everyDoc(this.size).filter(isMatch), scores: null };
    }
    const kin = (id: string) => this.vocabulary.kin.get(id) ?? [];
    return score(this, asked, this.namedIn(asked), kin, isMatch, this.scores);
  }
}
