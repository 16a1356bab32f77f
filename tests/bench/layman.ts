import { readFileSync } from 'node:fs';
import type { AnswerOf } from '@dayi/shared/contracts/index';
import { pathOf } from '@dayi/shared/routes/index';
import type { Server } from './servers.ts';

const QUESTIONS = new URL('layman-questions.psv', import.meta.url);
const LOOKED_AT = 10;

/** Questions in a layman's sentences, each with the classes that answer it. */
function readQuestions(): { q: string; classes: readonly string[] }[] {
  const [, ...lines] = readFileSync(QUESTIONS, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [q = '', classes = ''] = line.split('|');
    return { q, classes: classes.split(';') };
  });
}

/** How many questions find a right class among the first ten instruments or the classes suggested. */
export async function measureLayman({ url }: Server) {
  const questions = readQuestions();
  const missed: string[] = [];
  for (const { q, classes } of questions) {
    const query = new URLSearchParams({ q, limit: String(LOOKED_AT) }).toString();
    const response = await fetch(`${url}${pathOf('listInstruments')}?${query}`);
    if (!response.ok) throw new Error(`${q} was answered with ${response.status}`);
    const { items, suggestedClasses } = (await response.json()) as AnswerOf<'listInstruments'>;
    const offered = new Set([
      ...items.map((item) => item.class.code),
      ...suggestedClasses.map(({ value }) => value),
    ]);
    if (!classes.some((code) => offered.has(code))) missed.push(q);
  }
  for (const q of missed) process.stderr.write(`missed: ${q}\n`);
  const share = (questions.length - missed.length) / questions.length;
  return { share: Math.round(share * 1000) / 1000, questions: questions.length };
}
