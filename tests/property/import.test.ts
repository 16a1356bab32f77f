import fc from 'fast-check';
import { readHours, readMoney } from '../../bff/src/features/instruments/domain/import-cells.ts';
import { IMPORT_COLUMNS } from '../../bff/src/features/instruments/domain/import-columns.ts';
import { decideRow } from '../../bff/src/features/instruments/domain/import-row.ts';

const codes = new Set(['010102']);

test('money is read to the fen, whatever its size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (fen) => {
      const text = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
      expect(readMoney(text)).toEqual({ ok: true, value: fen });
    }),
  );
});

test('opening hours say for each weekday what was written', () => {
  const quarter = fc.integer({ min: 0, max: 95 });
  const wall = (at: number) =>
    `${String(Math.floor(at / 4)).padStart(2, '0')}:${String((at % 4) * 15).padStart(2, '0')}`;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.nat(6), quarter, quarter, (day, more, a, b) => {
      fc.pre(a !== b);
      const [from, to] = [wall(Math.min(a, b)), wall(Math.max(a, b))];
      const last = Math.min(7, day + more);
      const read = readHours(`${day}-${last} ${from}-${to}`);
      expect(read).toEqual({
        ok: true,
        value: Array.from({ length: last - day + 1 }, (_, index) => ({
          weekday: day + index,
          from,
          to,
        })),
      });
    }),
  );
});

test('no cell, however odd, throws or slips through unread', () => {
  const odd = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.object(),
    fc.date(),
  );
  const row = fc.dictionary(fc.constantFrom(...IMPORT_COLUMNS.map(({ name }) => name)), odd);
  fc.assert(
    fc.property(row, (cells) => {
      const decision = decideRow(2, cells, codes);
      if (!decision.ok) {
        expect(decision.errors.length).toBeGreaterThan(0);
        return;
      }
      const { rules, prices, stations } = decision.instrument;
      expect(rules.gridMinutes % 15).toBe(0);
      expect(rules.minMinutes).toBeLessThanOrEqual(rules.maxMinutes);
      expect(stations).toBeGreaterThan(0);
      for (const { unitFen } of prices.items) expect(Number.isSafeInteger(unitFen)).toBe(true);
    }),
    { numRuns: 400 },
  );
});
