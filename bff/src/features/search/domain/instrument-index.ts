import type { SearchFilter } from './filter.ts';
import type { Matches } from './rank.ts';
import type { Understanding } from './understand.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * What finds instruments once a question is understood: in this process, or an engine elsewhere for
 * catalogues of millions. Instruments go by their numbers in the catalogue.
 */
export interface InstrumentIndex {
  /** What questions are read by. */
  readonly vocabulary: Vocabulary;
  /** Reads a question; the same words are the same in one index, at one instant and zone. */
  read: (typed: string, now: Date, zone: string) => Understanding;
  /** Everything that answers a question, or all there is where nothing was named, within a filter. */
  match: (
    asked: Understanding | null,
    filter: SearchFilter,
    now: Date,
  ) => Matches | Promise<Matches>;
  /** The kind an instrument is of, empty where it is of none that is known. */
  kindOf: (doc: number) => string;
  /** How many instruments are of a kind. */
  countOf: (conceptId: string) => number;
  /** The kinds there is most of. */
  commonKinds: (most: number) => string[];
}
