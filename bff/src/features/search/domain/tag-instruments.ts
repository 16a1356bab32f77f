import type { Concept } from './concept.ts';
import { HOW_WEIGHT, type Lexicon } from './lexicon.ts';
import { modelKey } from './models.ts';
import { plain, unitsOf } from './words.ts';

/** What an instrument says of itself. */
export interface InstrumentWords {
  name: string;
  nameEn: string | null;
  model: string;
  description: string;
  classCode: string;
}

/** Kinds an instrument is of, best first: weights up to 1. */
export type Tags = readonly { id: string; weight: number }[];

interface Read {
  tags: Map<string, number>;
  /** Its name can mean more than one kind. */
  isOpen: boolean;
}

/** Of what its words name, the least that is believed, and what is believed of words it only mentions. */
const LEAST = 0.3;
const OF_DESCRIPTION = 0.5;
const OF_CLASS = 0.45;
const OF_MODEL = 0.9;
/** Translations are looser than names: a name that says a kind for sure is believed more. */
const SURE_NAME = 0.7;
const OF_TRANSLATION = 0.7;
/** An operator's text says what it is in its first sentences. */
const READ_AT_MOST = 120;
const MOST_TAGS = 4;

/** Words that cover little of a text say little of it: the laser of a laser particle size analyzer. */
const covering = (units: number, all: number) => 0.6 + (0.4 * units) / all;

function readTags(lexicon: Lexicon, texts: readonly string[], scale: number): Read {
  const tags = new Map<string, number>();
  let isOpen = false;
  for (const text of texts) {
    const units = unitsOf(text);
    for (const { senses, from, to } of lexicon.read(units)) {
      const kinds = senses.filter(({ kind }) => kind === 'concept');
      const best = Math.max(0, ...kinds.map(({ how }) => HOW_WEIGHT[how]));
      if (best <= HOW_WEIGHT.family && tags.size > 0) continue;
      const sure = kinds.filter(({ how }) => HOW_WEIGHT[how] >= best - 0.06);
      if (sure.length > 1) isOpen = true;
      for (const { id, how } of sure) {
        const weight = HOW_WEIGHT[how] * scale * covering(to - from, units.length);
        if (weight >= LEAST * scale) tags.set(id, Math.max(tags.get(id) ?? 0, weight));
      }
    }
  }
  return { tags, isOpen };
}

/** What a name says, and its translation where that says as much; else that adds a little. */
function readNames(
  lexicon: Lexicon,
  [name, other]: readonly [string, string],
  simplify: (text: string) => string,
): Read {
  const own = readTags(lexicon, [plain(name, simplify)], 1);
  const isSure = !own.isOpen && Math.max(0, ...own.tags.values()) >= SURE_NAME;
  if (!isSure) return readTags(lexicon, [plain(name, simplify), plain(other, simplify)], 1);
  const more = readTags(lexicon, [plain(other, simplify)], OF_TRANSLATION);
  for (const [id, weight] of more.tags) own.tags.set(id, Math.max(own.tags.get(id) ?? 0, weight));
  return own;
}

/** Finds the kinds of many instruments: by their names, else by what others of the same model are. */
export function tagInstruments(
  lexicon: Lexicon,
  concepts: readonly Concept[],
  instruments: readonly InstrumentWords[],
  simplify: (text: string) => string,
): Tags[] {
  const named = instruments.map(({ name, nameEn }) =>
    readNames(lexicon, [name, nameEn ?? ''], simplify),
  );
  const votes = new Map<string, Map<string, number>>();
  for (const [at, { tags, isOpen }] of named.entries()) {
    const key = modelKey(instruments[at]?.model ?? '');
    if (key.length < 3 || isOpen) continue;
    const own = votes.get(key) ?? new Map<string, number>();
    for (const [id, weight] of tags) if (weight >= 0.85) own.set(id, (own.get(id) ?? 0) + 1);
    votes.set(key, own);
  }
  const ofClass = new Map<string, string[]>();
  for (const { id, classCodes } of concepts) {
    for (const code of classCodes) ofClass.set(code, [...(ofClass.get(code) ?? []), id]);
  }
  return instruments.map(({ model, description, classCode }, at) => {
    const { tags, isOpen } = named[at] ?? { tags: new Map<string, number>(), isOpen: false };
    const own = votes.get(modelKey(model)) ?? new Map<string, number>();
    const all = [...own.values()].reduce((sum, count) => sum + count, 0);
    const share = (id: string) => (all === 0 ? 0 : (own.get(id) ?? 0) / all);
    const found = new Map(tags);
    if (isOpen && all > 0) {
      // What others of this model are tells which of the meanings it is.
      for (const [id, weight] of tags) found.set(id, weight * (0.5 + 0.5 * share(id)));
    }
    const isNamed = Math.max(0, ...found.values()) >= HOW_WEIGHT.purpose;
    if (!isNamed) {
      for (const id of own.keys()) {
        const weight = OF_MODEL * share(id);
        if (weight >= LEAST) found.set(id, Math.max(found.get(id) ?? 0, weight));
      }
    }
    if (!isNamed && all === 0) {
      const said = readTags(
        lexicon,
        [plain(description.slice(0, READ_AT_MOST), simplify)],
        OF_DESCRIPTION,
      );
      for (const [id, weight] of said.tags) found.set(id, Math.max(found.get(id) ?? 0, weight));
      const usual = ofClass.get(classCode) ?? [];
      if (found.size === 0) for (const id of usual.slice(0, MOST_TAGS)) found.set(id, OF_CLASS);
    }
    return [...found]
      .map(([id, weight]) => ({ id, weight }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, MOST_TAGS);
  });
}
