import fc from 'fast-check';
import { balancedLegs, type Leg } from '../../bff/src/features/ledger/domain/transfer.ts';
import { judgeParts } from '../../bff/src/features/payments/domain/parts.ts';
import { divideHalfUp, quoteTime, totalOf } from '../../bff/src/features/pricing/index.ts';
import { payableByVoucher } from '../../bff/src/features/vouchers/index.ts';
import { decodeCursor, encodeCursor } from '../../bff/src/infra/cursor.ts';

const fen = fc.integer({ min: 0, max: 100_000_000 });
const percent = fc.integer({ min: 0, max: 100 });
const QUARTER = 15 * 60_000;
const BASE = Date.parse('2026-11-25T00:00:00+08:00');

test('halves are rounded up, and never by more than a half', () => {
  fc.assert(
    fc.property(fen, fc.integer({ min: 1, max: 10_000 }), (numerator, denominator) => {
      const rest = numerator - divideHalfUp(numerator, denominator) * denominator;
      expect(2 * rest).toBeLessThan(denominator);
      expect(2 * rest).toBeGreaterThanOrEqual(-denominator);
    }),
  );
});

test('a quote’s lines cover the booked time without gap or overlap and sum to its total', () => {
  const quarters = fc.integer({ min: 1, max: 96 });
  fc.assert(
    fc.property(
      fen,
      percent,
      fen,
      quarters,
      quarters,
      (unitFen, percentOff, minimumFen, start, length) => {
        const range = {
          startsAt: new Date(BASE + start * QUARTER),
          endsAt: new Date(BASE + (start + length) * QUARTER),
        };
        const list = {
          id: 'L',
          chargingMode: 'reservation' as const,
          items: [
            {
              userKind: 'company' as const,
              item: 'machine_hour' as const,
              testItemId: null,
              name: '机时',
              unitFen,
            },
          ],
          offPeak: percentOff === 0 ? [] : [{ from: '17:30', to: '21:30', percentOff }],
          minimumFen,
          subsidyPerHourFen: 0,
          validFrom: '2026-01-01',
          validTo: null,
        };
        const lines = quoteTime(list, 'company', 'self', range, 'Asia/Shanghai')!;
        const timed = lines.filter(({ startsAt }) => startsAt !== null);
        expect(timed[0]!.startsAt).toBe(range.startsAt.toISOString());
        expect(timed.at(-1)!.endsAt).toBe(range.endsAt.toISOString());
        timed.slice(1).forEach((line, index) => expect(line.startsAt).toBe(timed[index]!.endsAt));
        const total = totalOf(lines);
        expect(Number.isSafeInteger(total)).toBe(true);
        expect(total).toBeGreaterThanOrEqual(unitFen === 0 ? 0 : minimumFen);
      },
    ),
  );
});

test('a voucher never pays more than it holds, its cap, its share or the bill', () => {
  fc.assert(
    fc.property(
      fen,
      fen,
      fen,
      fen,
      percent,
      (totalFen, leftFen, cap, fullUpToFen, sharePercent) => {
        const { payableFen } = payableByVoucher(
          {
            leftFen,
            yearLeftFen: cap,
            validUntil: new Date('2027-01-01T00:00:00Z'),
            rules: {
              sharePercent,
              fullUpToFen,
              capPerApplicationFen: cap,
              capPerCompanyYearFen: cap,
              unitRegionPrefix: '33',
            },
          },
          {
            totalFen,
            kind: 'time',
            unitRegionCode: '330100',
            isAccepted: true,
            isUnitControlled: false,
            at: new Date('2026-11-25T00:00:00Z'),
          },
        );
        expect(payableFen).toBeLessThanOrEqual(Math.min(totalFen, leftFen, cap));
        expect(payableFen).toBeLessThanOrEqual(
          Math.max(fullUpToFen, (totalFen * sharePercent) / 100),
        );
        expect(payableFen).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('parts are taken exactly where they add up', () => {
  fc.assert(
    fc.property(fen, fen, fen, (dueFen, voucherFen, accountFen) => {
      const verdict = judgeParts(dueFen, { voucherGrantId: 'G', voucherFen, accountFen });
      expect(verdict).toBe(voucherFen + accountFen === dueFen ? 'ok' : 'mismatch');
    }),
  );
});

test('only legs that sum to zero are posted, in one order whoever comes first', () => {
  const leg = fc.record({
    amountFen: fc.integer({ min: -1_000, max: 1_000 }),
    unitId: fc.string(),
  });
  fc.assert(
    fc.property(fc.array(leg, { minLength: 1, maxLength: 6 }), (wanted) => {
      const legs: Leg[] = wanted.map(({ amountFen, unitId }) => ({
        account: { kind: 'unit_income', unitId },
        amountFen,
      }));
      const sum = legs.reduce((total, { amountFen }) => total + amountFen, 0);
      if (sum !== 0) expect(() => balancedLegs(legs)).toThrow('sum to zero');
      const whole: Leg[] = [
        ...legs,
        { account: { kind: 'unit_cash', unitId: 'x' }, amountFen: -sum },
      ];
      const keys = balancedLegs(whole).map(({ account }) => JSON.stringify(account));
      const turned = balancedLegs([...whole].reverse()).map(({ account }) =>
        JSON.stringify(account),
      );
      expect(keys).toEqual(turned);
    }),
  );
});

test('a cursor comes back as it went out', () => {
  const part = fc.oneof(fc.string(), fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (key) => {
      expect(decodeCursor(encodeCursor(key), key.length)).toEqual(key);
    }),
  );
});
