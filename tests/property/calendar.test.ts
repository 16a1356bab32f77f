import fc from 'fast-check';
import { DateTime } from 'luxon';
import { CELL_MS, cellsOf, listCells } from '../../bff/src/features/bookings/domain/cells.ts';
import {
  busyOnAll,
  freeSlots,
  freeStation,
  nextFree,
} from '../../bff/src/features/bookings/domain/free-slots.ts';
import {
  atWallTime,
  localDay,
  nextDay,
  wallTime,
} from '../../bff/src/features/bookings/domain/local-time.ts';
import { openWindows } from '../../bff/src/features/bookings/domain/opening-hours.ts';
import { DEFAULT_RULES } from '../../bff/src/features/instruments/index.ts';

const ZONE = 'Asia/Shanghai';
const BASE = Date.parse('2026-11-23T00:00:00+08:00');

const interval = fc
  .tuple(fc.integer({ min: 0, max: 4 * 96 }), fc.integer({ min: 1, max: 32 }))
  .map(([start, length]) => ({
    startsAt: new Date(BASE + start * CELL_MS),
    endsAt: new Date(BASE + (start + length) * CELL_MS),
  }));

test('two bookings share a cell exactly where they overlap', () => {
  fc.assert(
    fc.property(interval, interval, (a, b) => {
      const isShared = listCells(cellsOf(a)).some((cell) => listCells(cellsOf(b)).includes(cell));
      expect(isShared).toBe(a.startsAt < b.endsAt && b.startsAt < a.endsAt);
    }),
  );
});

test('cells cover an interval and its buffers, wherever it begins', () => {
  const ms = fc.integer({ min: 1, max: 10 * CELL_MS });
  const buffer = fc.integer({ min: 0, max: 50 });
  fc.assert(
    fc.property(ms, ms, buffer, buffer, (start, length, beforeMinutes, afterMinutes) => {
      const range = { startsAt: new Date(BASE + start), endsAt: new Date(BASE + start + length) };
      const { first, end } = cellsOf(range, { beforeMinutes, afterMinutes });
      const from = range.startsAt.getTime() - beforeMinutes * 60_000;
      const to = range.endsAt.getTime() + afterMinutes * 60_000;
      expect(first * CELL_MS).toBeLessThanOrEqual(from);
      expect((first + 1) * CELL_MS).toBeGreaterThan(from);
      expect(end * CELL_MS).toBeGreaterThanOrEqual(to);
      expect((end - 1) * CELL_MS).toBeLessThan(to);
    }),
  );
});

const taken = fc
  .array(fc.array(interval, { maxLength: 12 }), { minLength: 1, maxLength: 3 })
  .map(
    (stations) =>
      new Map(
        stations.map((busy, index) => [
          `station ${index}`,
          new Set(busy.flatMap((one) => listCells(cellsOf(one)))),
        ]),
      ),
  );
const rules = fc
  .record({
    gridMinutes: fc.constantFrom(15, 30, 60),
    minMinutes: fc.constantFrom(30, 60, 120),
    bufferBeforeMinutes: fc.constantFrom(0, 15, 20),
    bufferAfterMinutes: fc.constantFrom(0, 10, 30),
  })
  .map((change) => ({ ...DEFAULT_RULES, ...change }));
const span = { from: new Date(BASE), to: new Date(BASE + 4 * 96 * CELL_MS) };

test('a free slot is open, on the grid, and free on some station with its buffers', () => {
  fc.assert(
    fc.property(rules, taken, (rule, cells) => {
      for (const slot of freeSlots(rule, ZONE, cells, span, rule.minMinutes, 20)) {
        expect(freeStation(rule, cells, slot)).toBeDefined();
        const isOpen = openWindows(rule, ZONE, slot.startsAt, slot.endsAt).some(
          (open) => open.startsAt <= slot.startsAt && slot.endsAt <= open.endsAt,
        );
        expect(isOpen).toBe(true);
        expect((slot.startsAt.getTime() - BASE) % (rule.gridMinutes * 60_000)).toBe(0);
      }
    }),
  );
});

test('the next free stretch begins with the first free slot and has a station free all along', () => {
  fc.assert(
    fc.property(rules, taken, (rule, cells) => {
      const shortest = Math.ceil(rule.minMinutes / rule.gridMinutes) * rule.gridMinutes;
      const [first] = freeSlots(rule, ZONE, cells, span, shortest, 1);
      const next = nextFree(rule, ZONE, cells, span);
      expect(next?.startsAt).toEqual(first?.startsAt);
      if (next === null) return;
      expect(freeStation(rule, cells, next)).toBeDefined();
      expect(next.endsAt.getTime()).toBeGreaterThanOrEqual(first!.endsAt.getTime());
    }),
  );
});

test('busy means that no station is free, cell by cell', () => {
  fc.assert(
    fc.property(taken, (cells) => {
      const busy = new Set(
        busyOnAll(cells, span.from, span.to).flatMap((run) => listCells(cellsOf(run))),
      );
      for (const cell of listCells(cellsOf({ startsAt: span.from, endsAt: span.to }))) {
        expect(busy.has(cell)).toBe([...cells.values()].every((station) => station.has(cell)));
      }
    }),
  );
});

test('a local day holds its instants, also where clocks change', () => {
  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
  );
  const instant = fc.integer({
    min: Date.parse('2026-01-01T00:00:00Z'),
    max: Date.parse('2027-12-31T00:00:00Z'),
  });
  const wall = fc.constantFrom('00:00', '01:30', '08:30', '17:45', '24:00');
  fc.assert(
    fc.property(zone, instant, wall, (timeZone, ms, clock) => {
      const day = localDay(ms, timeZone);
      const luxon = DateTime.fromMillis(ms, { zone: timeZone });
      expect([day.date, day.weekday]).toEqual([luxon.toISODate(), luxon.weekday]);
      expect(day.startMs).toBe(luxon.startOf('day').toMillis());
      expect(nextDay(day).startMs).toBe(day.endMs);
      const found = atWallTime(day, clock);
      if (clock === '24:00') expect(found).toBe(day.endMs);
      else expect(wallTime(new Date(found), timeZone)).toBe(clock);
      expect(found).toBeLessThanOrEqual(atWallTime(day, clock, 'last'));
    }),
    { numRuns: 500 },
  );
});
