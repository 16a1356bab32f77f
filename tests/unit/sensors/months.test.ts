import {
  missingMonths,
  monthName,
  outdatedMonths,
} from '../../../bff/src/features/sensors/domain/months.ts';

const NOW = Date.parse('2026-11-24T06:06:00.000Z');
const edge = (iso: string) => Date.parse(`${iso}T00:00:00.000Z`) / 60_000;

test('months are made from the last one on to two ahead, once each', () => {
  const first = missingMonths(1, NOW);
  expect(first.map(monthName)).toEqual(['p202609', 'p202610', 'p202611', 'p202612', 'p202701']);
  expect(first.at(-1)).toBe(edge('2027-02-01'));
  expect(missingMonths(edge('2027-02-01'), NOW)).toEqual([]);
  expect(missingMonths(edge('2027-02-01'), NOW + 10 * 86_400_000).map(monthName)).toEqual([
    'p202702',
  ]);
});

test('a month goes when all of it is two years old', () => {
  const ends = [edge('2024-11-01'), edge('2024-12-01'), edge('2025-01-01')];
  expect(outdatedMonths(ends, NOW)).toEqual([edge('2024-11-01')]);
  expect(outdatedMonths(ends, NOW + 7 * 86_400_000)).toEqual(ends.slice(0, 2));
});
