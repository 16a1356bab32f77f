// npm run bench:search -- --corpus FILE --queries FILE --taxonomy DIR
// How well the search answers judged questions. The taxonomy's folder (gen.js, geo.json) serves grading only.
import { parseArgs } from 'node:util';
import { measureQuality, sumUp } from './search-quality.ts';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    queries: { type: 'string' },
    taxonomy: { type: 'string' },
  },
});
const { corpus, queries, taxonomy } = values;
if (corpus === undefined || queries === undefined || taxonomy === undefined) {
  process.stderr.write('npm run bench:search -- --corpus FILE --queries FILE --taxonomy DIR\n');
  process.exit(2);
}
const { scored, repeated, instruments } = await measureQuality({ corpus, queries, taxonomy });
for (const { question, ndcg } of scored.filter((one) => one.ndcg < 0.9)) {
  process.stderr.write(`${ndcg.toFixed(2)} ${question.class} ${question.q}\n`);
}
const summary = sumUp(scored);
for (const [name, value] of Object.entries({ ...summary.ndcg10, ...summary.halves })) {
  process.stderr.write(`${name.padEnd(10)} ${value.toFixed(4)}\n`);
}
process.stdout.write(
  `${JSON.stringify({ scenario: 'search', instruments, questions: scored.length, repeated, ...summary })}\n`,
);
