import { readDataFile } from '../../../infra/data-files.ts';
import type { Trx } from '../../../infra/database.ts';
import { readDictionary } from '../dictionary-repository.ts';
import { usualMakers } from '../domain/makers.ts';
import type { Named, VocabularySource } from '../domain/vocabulary.ts';
import { findPlaces, findWordsAfter, type StoredWords } from '../words-repository.ts';

const BATCH = 5_000;

const listOf = (cell: string | undefined) => (cell ?? '').split(';').filter(Boolean);

const FORM = /(?:大学|学院|研究院|研究所|实验室|研究中心|检测中心|中心|有限公司|医院)$/;
const FEWEST_LEFT = 4;

/** 西溪先进材料 is known for 西溪先进材料研究院; what would be left of 浙江大学 means something else. */
function withoutForm(name: string): string {
  const short = name.replace(FORM, '');
  return short.length < FEWEST_LEFT ? name : short;
}

/** The words of every instrument there is. */
export async function readWords(trx: Trx): Promise<StoredWords[]> {
  const all: StoredWords[] = [];
  for (;;) {
    const found = await findWordsAfter(trx, all.at(-1)?.id ?? '', BATCH);
    for (const one of found) all.push(one);
    if (found.length < BATCH) return all;
  }
}

/** What questions are read by: the dictionary, and what the catalogue's places, makers and models are called. */
export async function readVocabularySource(
  trx: Trx,
  words: readonly StoredWords[],
): Promise<{ version: number; source: VocabularySource }> {
  const { version, concepts } = await readDictionary(trx);
  const { cities, units } = await findPlaces(trx);
  const knownMakers = readDataFile('makers.psv', '|').map((row) => ({
    name: row['maker'] ?? '',
    others: listOf(row['names']),
  }));
  const makers = usualMakers(new Set(words.map(({ maker }) => maker)), knownMakers);
  const unitNames = new Map(
    readDataFile('unit-names.psv', '|').map((row) => [row['unit'], listOf(row['names'])]),
  );
  const others = new Map(knownMakers.map((one) => [one.name, one.others]));
  const writings = new Map<string, string[]>();
  for (const [written, usual] of makers) {
    writings.set(usual, [...(writings.get(usual) ?? []), written]);
  }
  const named: Named[] = [
    ...cities.map(({ code, name, name_en }) => ({
      kind: 'city' as const,
      id: code,
      names: [name, name.replace(/市$/, ''), name_en],
    })),
    ...units.map(({ id, name, name_en, short_name }) => ({
      kind: 'unit' as const,
      id,
      names: [name, short_name, name_en, withoutForm(name), ...(unitNames.get(name) ?? [])],
    })),
    ...[...writings].map(([usual, written]) => ({
      kind: 'maker' as const,
      id: usual,
      names: [usual, ...written, ...(others.get(usual) ?? [])],
    })),
  ];
  const models = [...new Set(words.map(({ model }) => model))];
  return { version, source: { concepts, named, models, makers } };
}
