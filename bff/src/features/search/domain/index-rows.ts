import type { Concept } from './concept.ts';
import type { Lexicon } from './lexicon.ts';
import { modelKey } from './models.ts';
import { type PostingRows, PostingsBuilder } from './postings.ts';
import { type InstrumentWords, tagInstruments } from './tag-instruments.ts';
import { isHan, plain, stem } from './words.ts';

/** What the index reads of one instrument. */
export interface IndexedInstrument extends InstrumentWords {
  id: string;
  maker: string;
  className: string;
  unitName: string;
}

/** An index without its look-up tables, as one thread hands it to another. */
export interface IndexRows {
  ids: readonly string[];
  tags: PostingRows;
  models: PostingRows;
  text: PostingRows;
  /** Names of models as they are written, each once. */
  modelNames: readonly string[];
  /** What each document's text weighs, in features. */
  lengths: Uint16Array;
  /** The first kind of each document, as an index into `tags.keys`, or -1. */
  kinds: Int32Array;
}

const READ_AT_MOST = 300;
const RUNS = /[\u3400-\u9fff]+|[^\u3400-\u9fff ]+/g;
/** How much a word says by where it stands, and how often it counts there at most. */
const OF_NAME = 1;
const OF_CLASS = 0.5;
const OF_TEXT = 0.3;

/** Pairs of characters and whole other words. */
export function textFeatures(text: string): string[] {
  const features: string[] = [];
  for (const [run] of text.matchAll(RUNS)) {
    if (!isHan(run)) features.push(stem(run));
    else if (run.length === 1) features.push(run);
    else for (let at = 0; at + 1 < run.length; at += 1) features.push(run.slice(at, at + 2));
  }
  return features;
}

/** Reads instruments into rows; `onPart` is called now and then, to let others in or to stop. */
export function buildRows(
  lexicon: Lexicon,
  concepts: readonly Concept[],
  instruments: readonly IndexedInstrument[],
  simplify: (text: string) => string,
): IndexRows {
  const [tags, models, text] = [
    new PostingsBuilder(),
    new PostingsBuilder(),
    new PostingsBuilder(),
  ];
  const lengths = new Uint16Array(instruments.length);
  const tagged = tagInstruments(lexicon, concepts, instruments, simplify);
  const kindNumbers = new Map<string, number>();
  const kinds = new Int32Array(instruments.length).fill(-1);
  const featuresOf = (text: string) => textFeatures(plain(text, simplify));
  const known = new Map<string, readonly string[]>();
  const once = (text: string) => {
    const features = known.get(text) ?? featuresOf(text);
    known.set(text, features);
    return features;
  };
  for (const [doc, one] of instruments.entries()) {
    const own = tagged[doc] ?? [];
    for (const { id, weight } of own) {
      tags.add(doc, id, weight);
      if (!kindNumbers.has(id)) kindNumbers.set(id, kindNumbers.size);
    }
    kinds[doc] = kindNumbers.get(own[0]?.id ?? '') ?? -1;
    const key = modelKey(one.model);
    if (key !== '') models.add(doc, key, 1);
    const weights = new Map<string, number>();
    const take = (features: readonly string[], weight: number) => {
      for (const feature of features) {
        if (weight > (weights.get(feature) ?? 0)) weights.set(feature, weight);
      }
    };
    take(featuresOf(`${one.name} ${one.nameEn ?? ''} ${one.model}`), OF_NAME);
    for (const shared of [one.className, one.maker, one.unitName]) take(once(shared), OF_CLASS);
    take(featuresOf(one.description.slice(0, READ_AT_MOST)), OF_TEXT);
    for (const [feature, weight] of weights) text.add(doc, feature, weight);
    lengths[doc] = weights.size;
  }
  return {
    ids: instruments.map(({ id }) => id),
    tags: tags.build(),
    models: models.build(),
    text: text.build(),
    modelNames: [...new Set(instruments.map(({ model }) => model))],
    lengths,
    kinds,
  };
}
