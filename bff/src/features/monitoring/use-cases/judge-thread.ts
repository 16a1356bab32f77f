import { parentPort, workerData } from 'node:worker_threads';
import { createDatabase, type Database } from '../../../infra/database.ts';
import { readingsOf } from '../../sensors/index.ts';
import { learn, type Model } from '../domain/model.ts';
import type { Reading } from '../domain/readings.ts';
import { judged, type KeptSegment, type SaidSpan, type Span } from '../domain/timeline.ts';
import type { Correction } from '../domain/words.ts';

/** A classifier needs so long to be sure where it began in the midst. */
const WARM_UP_MS = 2 * 3_600_000;
/** What comes after tells of what came before, for half an hour. */
const HINDSIGHT_MS = 1_800_000;

/** Half a day less is still a day to learn from: sensors are clipped on in the middle of one. */
const LEAST_TO_LEARN_MS = 23 * 3_600_000;

export interface LearnQuestion {
  ask: 'learn';
  instrumentId: string;
  span: Span;
  words: readonly Correction[];
}

export interface JudgeQuestion {
  ask: 'judge';
  instrumentId: string;
  span: Span;
  model: Model;
  said: readonly SaidSpan[];
  isFirst: boolean;
}

/** The same span judged by what was said so far, and by one word more. */
export interface PreviewQuestion {
  ask: 'preview';
  instrumentId: string;
  span: Span;
  /** Where too little was read to learn from. */
  model: Model;
  before: { words: readonly Correction[]; said: readonly SaidSpan[] };
  after: { words: readonly Correction[]; said: readonly SaidSpan[] };
}

export interface Told {
  model: Model;
  segments: KeptSegment[];
}

export interface Answers {
  learn: Model | null;
  judge: KeptSegment[];
  preview: { before: Told; after: Told };
}

export type Question = LearnQuestion | JudgeQuestion | PreviewQuestion;

const lasts = (readings: readonly Reading[]) => (readings.at(-1)?.at ?? 0) - (readings[0]?.at ?? 0);

const learned = (readings: readonly Reading[], words: readonly Correction[]) =>
  lasts(readings) < LEAST_TO_LEARN_MS ? null : learn(readings, words);

async function answer(db: Database, question: Question): Promise<Answers[Question['ask']]> {
  const { instrumentId, span } = question;
  if (question.ask === 'learn') {
    const readings = await readingsOf(db, instrumentId, span.from, span.to);
    return learned(readings, question.words);
  }
  const from = span.from - WARM_UP_MS;
  const readings = await readingsOf(db, instrumentId, from, span.to + HINDSIGHT_MS);
  if (question.ask === 'judge') {
    const { isFirst, model, said } = question;
    return judged(readings, model, span, { said, isFirst });
  }
  const told = ({ said, words }: PreviewQuestion['before']): Told => {
    const model = learned(readings, words) ?? question.model;
    return { model, segments: judged(readings, model, span, { said, isFirst: true }) };
  };
  return { before: told(question.before), after: told(question.after) };
}

const { databaseUrl } = (workerData as { data: { databaseUrl: string } }).data;
const db = createDatabase(databaseUrl, 1);

async function answerAll(questions: readonly Question[]): Promise<void> {
  const answers: unknown[] = [];
  for (const question of questions) answers.push(await answer(db, question));
  parentPort?.postMessage(answers);
}

parentPort?.on('message', (questions: readonly Question[]) => {
  // What cannot be answered ends the thread, and tells whoever asks.
  answerAll(questions).catch((error: unknown) => {
    setImmediate(() => {
      throw error;
    });
  });
});
