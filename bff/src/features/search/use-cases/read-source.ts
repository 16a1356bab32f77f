import { readDataFile } from '../../../infra/data-files.ts';
import type { Trx } from '../../../infra/database.ts';
import { readDictionary } from '../dictionary-repository.ts';
import { usualMakers } from '../domain/makers.ts';
import type { Named, VocabularySource } from '../domain/vocabulary.ts';
import { findPlaces, findWordsAfter, type StoredWords } from '../words-repository.ts';

const BATCH = 5_000;

const listOf = (cell: string | undefined) => (cell ?? '').split(';').filter(Boolean);

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
      names: [name, short_name, name_en, ...(unitNames.get(name) ?? [])],
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
