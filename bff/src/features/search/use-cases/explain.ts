import type { Language } from '@dayi/shared/problems';
import type { Concept } from '../domain/concept.ts';
import { withRelated } from '../domain/score.ts';
import type { Reading, Understanding } from '../domain/understand.ts';
import type { Search } from './open-search.ts';

/** A kind that may be meant, by its class and name, and how many there are. */
interface Suggested {
  value: string;
  name: string;
  count: number;
}

const SUGGESTED = 5;
const OF_KIN = 0.6;
/** Digits of a class code that name the group it belongs to. */
const GROUP = 4;
/** So sure that other kinds need not be offered as what was meant. */
const SURE = 0.9;

function nameOf(concept: Concept | undefined, language: Language): string {
  const [zh = ''] = concept?.zh ?? [];
  return language === 'en' ? (concept?.en[0] ?? zh) : zh;
}

/** What a reading stands for: the code of a class, city or unit, and its name. */
function meaningOf(
  { index, catalogue }: Search,
  { kind, id, text, way }: Reading,
  language: Language,
) {
  const named = (dimension: typeof catalogue.city) =>
    dimension.names[dimension.find(id)] ?? text.trim();
  switch (kind) {
    case 'concept': {
      const concept = index.vocabulary.concepts.get(id);
      return {
        kind: 'class',
        value: concept?.classCodes[0] ?? '',
        name: nameOf(concept, language),
        // What one wants to see or measure names no kind: the kind is guessed from it.
        way: concept?.purposes.includes(text.trim()) === true ? 'purpose' : way,
      };
    }
    case 'city':
      return { kind, value: id, name: named(catalogue.city) };
    case 'unit':
      return { kind, value: id, name: named(catalogue.unit) };
    case 'maker':
      return { kind, value: id, name: id };
    case 'model':
      return { kind, value: id, name: text.trim() };
  }
}

/** How each word was read, slots and what was guessed among them. */
export function explain(search: Search, asked: Understanding, typed: string, language: Language) {
  const words = asked.readings.map((reading) => ({
    way: reading.way,
    ...meaningOf(search, reading, language),
    text: reading.text.trim(),
  }));
  const slots = asked.slots.said.map(({ kind, from, to }) => {
    const text = typed.slice(from, to).trim();
    return { kind, text, value: text, name: text, way: 'word' };
  });
  const [guessed] = asked.concepts;
  const isNamed = words.some(({ kind }) => kind === 'class' || kind === 'model');
  if (isNamed || guessed === undefined) return [...words, ...slots];
  const guess = meaningOf(
    search,
    { kind: 'concept', id: guessed.id, text: asked.rest, way: 'purpose', weight: guessed.weight },
    language,
  );
  return [{ ...guess, text: asked.rest, way: 'purpose' }, ...words, ...slots];
}

/** Kinds of the same group of classes, those there is most of first. */
function neighboursOf({ index }: Search, id: string | undefined): string[] {
  const { concepts } = index.vocabulary;
  const groupOf = (concept: Concept | undefined) => concept?.classCodes[0]?.slice(0, GROUP);
  const group = groupOf(concepts.get(id ?? ''));
  if (group === undefined) return [];
  return [...concepts.values()]
    .filter((one) => groupOf(one) === group)
    .map((one) => one.id)
    .sort((a, b) => index.countOf(b) - index.countOf(a));
}

/**
 * Kinds that may be meant as well, those that fit best first, each with how many there are; where nothing
 * was found, not even of those, the kinds nearest in the classes, and else those there is most of.
 */
export function suggestKinds(
  search: Search,
  asked: Understanding,
  foundCount: number,
  language: Language,
): Suggested[] {
  const { index } = search;
  const { concepts, kin } = index.vocabulary;
  const sure = asked.confidence >= SURE ? asked.concepts[0]?.id : undefined;
  // Where the kind is a guess, other guesses fit before the kin of the first.
  const worth = new Map(asked.concepts.map(({ id, weight }) => [id, weight]));
  const least = asked.confidence >= SURE ? 1 : OF_KIN;
  const fitting = [...withRelated(asked.concepts, (id) => kin.get(id) ?? [])]
    .map(([id, weight]) => ({ id, weight: worth.get(id) ?? weight * least }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ id }) => id);
  const offerable = (ids: readonly string[]) =>
    ids.filter((id) => id !== sure && index.countOf(id) > 0).slice(0, SUGGESTED);
  const nearest = () => [
    offerable(neighboursOf(search, asked.concepts[0]?.id)),
    index.commonKinds(SUGGESTED),
  ];
  const [offered = []] = [offerable(fitting), ...(foundCount === 0 ? nearest() : [])].filter(
    ({ length }) => length > 0,
  );
  return offered.map((id) => {
    const concept = concepts.get(id);
    return {
      value: concept?.classCodes[0] ?? '',
      name: nameOf(concept, language),
      count: index.countOf(id),
    };
  });
}
