import { parentPort, workerData } from 'node:worker_threads';
import { keptSounds, simplify, soundsOf } from '../../../infra/chinese.ts';
import { createDatabase } from '../../../infra/database.ts';
import { threadCpuMs } from '../../../infra/thread-cpu.ts';
import { countFound } from '../domain/count-found.ts';
import { buildRows, type IndexRows } from '../domain/index-rows.ts';
import { Postings } from '../domain/postings.ts';
import {
  namesOfKinds,
  type SuggestedWord,
  type SuggestionRows,
  suggestionRows,
} from '../domain/suggestions.ts';
import { Vocabulary, type VocabularySource } from '../domain/vocabulary.ts';
import type { StoredWords } from '../words-repository.ts';
import { readVocabularySource, readWords } from './read-source.ts';

/** What the thread that builds an index hands over. */
export interface BuiltIndex {
  source: VocabularySource;
  dictionaryVersion: number;
  rows: IndexRows;
  suggestions: SuggestionRows;
  /** Of the words of each instrument as they were read. */
  hashes: Float64Array;
  /** Pinyin that need not be looked up again. */
  sounds: [string, readonly string[]][];
  /** Of this thread's processor, without its waits for the database. */
  cpuMs: number;
}

const countBy = (values: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/** Everything that can be suggested, with how many instruments it finds. */
function suggested(
  { concepts, named, makers }: VocabularySource,
  words: readonly StoredWords[],
  rows: IndexRows,
  kin: Vocabulary['kin'],
): SuggestedWord[] {
  const tags = new Postings();
  tags.add(rows.tags, 0);
  const counts = {
    city: countBy(words.map(({ cityCode }) => cityCode)),
    unit: countBy(words.map(({ unitId }) => unitId)),
    maker: countBy(words.map(({ maker }) => makers.get(maker) ?? maker)),
  };
  const finds = (id: string) => countFound(tags, (one) => kin.get(one) ?? [], id);
  const models = countBy(words.map(({ model }) => model));
  return [
    ...namesOfKinds(concepts, finds),
    ...named.flatMap(({ kind, id, names }) =>
      names.map((text) => ({ kind, text, count: counts[kind].get(id) ?? 0 })),
    ),
    ...[...models].map(([text, count]) => ({ kind: 'model' as const, text, count })),
  ];
}

async function build(databaseUrl: string): Promise<BuiltIndex> {
  const db = createDatabase(databaseUrl, 1);
  try {
    const words = await readWords(db);
    const { version, source } = await readVocabularySource(db, words);
    const { lexicon, kin } = Vocabulary.of(source, { simplify, soundsOf });
    const rows = buildRows(lexicon, source.concepts, words, simplify);
    return {
      source,
      dictionaryVersion: version,
      rows,
      suggestions: suggestionRows(suggested(source, words, rows, kin), { simplify, soundsOf }),
      hashes: Float64Array.from(words, ({ wordsHash }) => wordsHash),
      sounds: keptSounds(),
      cpuMs: threadCpuMs(),
    };
  } finally {
    await db.destroy();
  }
}

const { databaseUrl } = (workerData as { data: { databaseUrl: string } }).data;
const built = await build(databaseUrl);
const { rows } = built;
const lots = [rows.tags, rows.models, rows.text].flatMap(({ starts, docs, weights }) => [
  starts.buffer,
  docs.buffer,
  weights.buffer,
]);
parentPort?.postMessage(built, [...lots, rows.lengths.buffer, rows.kinds.buffer] as ArrayBuffer[]);
