import type { Concept } from './concept.ts';
import { kinOf } from './kin.ts';
import { type How, Lexicon, type Term } from './lexicon.ts';
import { Models } from './models.ts';
import { PurposeIndex } from './purposes.ts';
import { Sounds, type SoundsOf } from './sounds.ts';
import { withoutStopWords } from './stop-words.ts';
import { Handwriting, Spelling } from './typos.ts';
import { hasHan, isHan, plain, unitsOf } from './words.ts';

/** A city, unit or maker with every name it goes by. */
export interface Named {
  kind: 'city' | 'unit' | 'maker';
  id: string;
  names: readonly string[];
}

export interface Language {
  /** Traditional characters to simplified ones. */
  simplify: (text: string) => string;
  soundsOf: SoundsOf;
}

export interface VocabularySource {
  concepts: readonly Concept[];
  named: readonly Named[];
  models: readonly string[];
  /** Every name of a maker as instruments write it, with the maker's usual name. */
  makers: ReadonlyMap<string, string>;
}

const FAMILY_AT_LEAST = 3;
const FAMILY_AT_MOST = 80;
const TOO_WIDE = new Set(['分析仪', '测试仪', '测定仪', '测量仪', '检测仪', '试验机', '试验箱']);
/** What a thing is called ends in what it is; 测定 and 合成 are no things. */
const THING = /[仪机镜计器炉箱]$/;
const METHOD = /谱仪$/;

/**
 * Words that many kinds share at the end of their names (质谱仪, 显微镜), and methods without their last
 * character (质谱): by them somebody names a family, not a kind.
 */
function familiesOf(
  concepts: readonly { id: string; zh: readonly string[] }[],
): Map<string, string[]> {
  const members = new Map<string, Set<string>>();
  const before = new Map<string, Set<string>>();
  for (const { id, zh } of concepts) {
    for (const name of zh) {
      for (let length = 2; length <= 5 && length < name.length; length += 1) {
        const ending = name.slice(-length);
        if (!isHan(ending) || !THING.test(ending)) continue;
        const words = METHOD.test(ending) && length > 2 ? [ending, ending.slice(0, -1)] : [ending];
        for (const word of words) {
          members.set(word, (members.get(word) ?? new Set()).add(id));
          before.set(word, (before.get(word) ?? new Set()).add(name.at(-length - 1) ?? ''));
        }
      }
    }
  }
  return new Map(
    [...members]
      .filter(
        ([word, ids]) =>
          ids.size >= FAMILY_AT_LEAST &&
          // 涉仪 always follows 干: it is a piece of a word, not a word.
          (before.get(word)?.size ?? 0) >= FAMILY_AT_LEAST &&
          ids.size <= FAMILY_AT_MOST &&
          !TOO_WIDE.has(word) &&
          withoutStopWords(word).trim() === word,
      )
      .map(([word, ids]) => [word, [...ids]]),
  );
}

const NAME_SAYS = 0.5;

interface Parts {
  lexicon: Lexicon;
  sounds: Sounds;
  spelling: Spelling;
  handwriting: Handwriting;
  purposes: PurposeIndex;
  models: Models;
  kin: ReadonlyMap<string, readonly { id: string; weight: number }[]>;
}

/** Makes the parts one by one and yields after each, since all of them together take long. */
function* makeParts(
  { concepts, named, models }: VocabularySource,
  { simplify, soundsOf }: Language,
): Generator<undefined, Parts> {
  const plainly = (text: string) => plain(text, simplify);
  const term = (kind: Term['kind'], id: string, how: How) => (text: string) => ({
    kind,
    id,
    how,
    text: plainly(text),
  });
  const terms = concepts.flatMap(({ id, zh, en, abbreviations, nicknames, purposes }) => [
    ...[...zh, ...en].map(term('concept', id, 'name')),
    ...abbreviations.map(term('concept', id, 'abbreviation')),
    ...nicknames.map(term('concept', id, 'nickname')),
    ...purposes.map(term('concept', id, 'purpose')),
  ]);
  const saying = terms.filter(
    ({ how, text }) => how === 'name' || withoutStopWords(text).trim() !== '',
  );
  yield;
  const families = [...familiesOf(concepts)].flatMap(([word, ids]) =>
    ids.map((id) => term('concept', id, 'family')(word)),
  );
  const names = named.flatMap(({ kind, id, names: all }) => all.map(term(kind, id, 'name')));
  const lexicon = new Lexicon([...saying, ...families, ...names]);
  yield;
  const sounds = new Sounds(lexicon, soundsOf);
  yield;
  const spoken = [...lexicon.keys()].filter((key) =>
    lexicon.sensesOf(key).some(({ how }) => how !== 'purpose'),
  );
  const handwriting = new Handwriting(spoken.filter(hasHan), soundsOf);
  yield;
  const spelling = new Spelling(
    [...terms, ...names].flatMap(({ how, text }) => {
      const units = unitsOf(text).filter((unit) => how !== 'purpose' && !unit.isHan);
      const words = units.map(({ raw }) => raw);
      return hasHan(text) ? words : [...words, words.join('')];
    }),
  );
  yield;
  const purposes = new PurposeIndex(
    concepts.map(({ id, zh, en, nicknames, purposes: own }) => ({
      id,
      texts: [
        ...own.map((text) => ({ text: plainly(text), weight: 1 })),
        ...[...zh, ...en, ...nicknames].map((text) => ({ text: plainly(text), weight: NAME_SAYS })),
      ],
    })),
  );
  yield;
  const kin = kinOf(concepts);
  return { lexicon, sounds, spelling, handwriting, purposes, models: new Models(models), kin };
}

/** Everything that words of a question are looked up in. */
export class Vocabulary implements Parts {
  readonly lexicon: Lexicon;
  readonly sounds: Sounds;
  readonly spelling: Spelling;
  readonly handwriting: Handwriting;
  readonly purposes: PurposeIndex;
  readonly models: Models;
  readonly kin: Parts['kin'];
  readonly concepts: ReadonlyMap<string, Concept>;

  private constructor(
    parts: Parts,
    readonly language: Language,
    concepts: readonly Concept[],
    private readonly makers: ReadonlyMap<string, string>,
  ) {
    this.lexicon = parts.lexicon;
    this.sounds = parts.sounds;
    this.spelling = parts.spelling;
    this.handwriting = parts.handwriting;
    this.purposes = parts.purposes;
    this.models = parts.models;
    this.kin = parts.kin;
    this.concepts = new Map(concepts.map((concept) => [concept.id, concept]));
  }

  /** Made step by step, for whoever has others to serve between the steps. */
  static *steps(source: VocabularySource, language: Language): Generator<undefined, Vocabulary> {
    const parts = yield* makeParts(source, language);
    return new Vocabulary(parts, language, source.concepts, source.makers);
  }

  static of(source: VocabularySource, language: Language): Vocabulary {
    const steps = Vocabulary.steps(source, language);
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
    }
  }

  /** A maker's usual name: 赛默飞 and Thermo Scientific are one. */
  makerOf(written: string): string {
    return this.makers.get(written) ?? written;
  }
}
