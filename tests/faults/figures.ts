import type { ShotAnswer } from '../support/volley.ts';

const rows: Record<string, unknown>[] = [];

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return Math.round(value * 10) / 10;
}

export interface Tally {
  rounds: number;
  winners: number;
  answers: ShotAnswer[];
  /** Seconds from each fault until everyone had an answer and the slot an owner. */
  recoveries: number[];
}

export const newTally = (): Tally => ({ rounds: 0, winners: 0, answers: [], recoveries: [] });

/** Keeps a row for the end, so that it is not lost between the test's own lines. */
export function note(name: string, { rounds, winners, answers, recoveries }: Tally): void {
  const count = (is: (answer: ShotAnswer) => boolean) => answers.filter(is).length;
  const lost = answers.filter(({ status }) => status === 409).map(({ ms }) => ms);
  rows.push({
    attack: name,
    rounds,
    winners,
    409: lost.length,
    503: count(({ status }) => status === 503),
    cut: count(({ status }) => status === 0),
    'losers p50 ms': quantile(lost, 0.5),
    'losers p99 ms': quantile(lost, 0.99),
    'slowest ms': quantile(
      answers.map(({ ms }) => ms),
      1,
    ),
    ...(recoveries.length > 0 ? { 'worst recovery s': quantile(recoveries, 1) } : {}),
  });
}

export function printFigures(): void {
  for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
}
