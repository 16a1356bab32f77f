import fc from 'fast-check';
import type { Calendar } from '../../../miniapp/src/features/bookings/api';
import {
  cellsOfDay,
  dayLeft,
  isFree,
  nextFreeRange,
  parseCalendar,
  slotRows,
  tapSlot,
} from '../../../miniapp/src/features/bookings/slot-grid';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`${text}+08:00`);
const iso = (text: string) => new Date(at(text)).toISOString();
const day = at('2026-11-25T00:00');

function calendarOf(changes: Partial<Calendar> = {}) {
  return parseCalendar({
    busy: [
      busy('2026-11-25T08:30', '2026-11-25T11:00', 'busy'),
      busy('2026-11-25T11:00', '2026-11-25T12:00', 'mine'),
      busy('2026-11-25T16:30', '2026-11-25T17:30', 'held'),
    ],
    open: [{ startsAt: iso('2026-11-25T08:30'), endsAt: iso('2026-11-25T21:30') }],
    holidays: [{ date: '2026-11-26', name: '校庆日' }],
    grid: { minutes: 30, timeZone: 'Asia/Shanghai' },
    bookableFrom: iso('2026-11-25T12:30'),
    bookableTo: iso('2026-12-25T00:00'),
    nextFree: null,
    readAt: iso('2026-11-24T10:00'),
    ...changes,
  });
}

function busy(from: string, to: string, kind: 'busy' | 'held' | 'mine'): Calendar['busy'][number] {
  return {
    startsAt: iso(from),
    endsAt: iso(to),
    kind,
    stations: [],
    until: kind === 'held' ? iso('2026-11-24T10:10') : null,
    bookingId: null,
  };
}

const wish = {
  chosen: null,
  maxMinutes: 240,
  offPeak: [{ from: '17:30', to: '21:30', percentOff: 20 }],
};

test('rows that are over before anything can be booked are left out, not those with something of mine', () => {
  const rows = slotRows(calendarOf(), day, wish);
  expect(rows.map((row) => row.hour)).toEqual([10, 12, 14, 16, 18, 20]);
  const late = slotRows(calendarOf({ bookableFrom: iso('2026-11-26T00:00'), busy: [] }), day, wish);
  expect(late).toEqual([]);
});

test('a day of half hours stands in rows of two hours, closed cells left out', () => {
  const bookableFrom = iso('2026-11-25T08:30');
  const early = slotRows(calendarOf({ bookableFrom }), day, wish);
  expect(early[0]?.hour).toBe(8);
  expect(early[0]?.slots.map((slot) => slot?.state)).toEqual([undefined, 'busy', 'busy', 'busy']);
  const rows = [early[0], ...slotRows(calendarOf(), day, wish)];
  expect(rows[1]?.slots.map((slot) => slot?.state)).toEqual(['busy', 'busy', 'mine', 'mine']);
  expect(rows[2]?.slots.map((slot) => slot?.state)).toEqual(['late', 'free', 'free', 'free']);
  expect(rows[4]?.slots.map((slot) => slot?.state)).toEqual(['free', 'held', 'held', 'free']);
  expect(rows[4]?.slots[3]?.percentOff).toBe(20);
  expect(rows[4]?.slots[1]?.until).toBe(at('2026-11-24T10:10'));
});

test('what is chosen past the longest time is shown as over', () => {
  const chosen = { startsAt: at('2026-11-25T12:30'), endsAt: at('2026-11-25T15:30') };
  const rows = slotRows(calendarOf(), day, { ...wish, chosen, maxMinutes: 120 });
  const states = rows.flatMap((row) => row.slots).filter((slot) => slot !== null);
  expect(states.filter((slot) => slot.state === 'chosen')).toHaveLength(4);
  expect(states.filter((slot) => slot.state === 'over')).toHaveLength(2);
});

test.each([
  [15, 4],
  [30, 4],
  [60, 2],
  [120, 1],
  [240, 1],
])('a grid of %i minutes has %i cells a row', (minutes, columns) => {
  const calendar = calendarOf({ grid: { minutes, timeZone: 'Asia/Shanghai' }, busy: [] });
  expect(slotRows(calendar, day, wish)[0]?.slots).toHaveLength(columns);
});

test('a day says how much is left, or why nothing is', () => {
  const calendar = calendarOf();
  expect(dayLeft(calendar, day)).toEqual({ freeMs: 8 * HOUR, why: 'free', holiday: null });
  expect(dayLeft(calendar, day + 24 * HOUR)).toEqual({
    freeMs: 0,
    why: 'closed',
    holiday: '校庆日',
  });
  const late = calendarOf({ bookableFrom: iso('2026-11-26T00:00'), busy: [] });
  expect(dayLeft(late, day).why).toBe('late');
  const full = calendarOf({ busy: [busy('2026-11-25T08:00', '2026-11-25T22:00', 'busy')] });
  expect(dayLeft(full, day).why).toBe('full');
});

test('the first tap begins, a later one ends there, one across a taken slot begins anew', () => {
  const calendar = calendarOf();
  const cell = (text: string) => ({ startsAt: at(text), endsAt: at(text) + HOUR / 2 });
  const first = tapSlot(calendar, null, cell('2026-11-25T13:00'), HOUR);
  expect(first).toEqual({ startsAt: at('2026-11-25T13:00'), endsAt: at('2026-11-25T14:00') });
  const longer = tapSlot(calendar, first, cell('2026-11-25T15:30'), HOUR);
  expect(longer).toEqual({ startsAt: at('2026-11-25T13:00'), endsAt: at('2026-11-25T16:00') });
  const across = tapSlot(calendar, longer, cell('2026-11-25T18:00'), HOUR);
  expect(across).toEqual({ startsAt: at('2026-11-25T18:00'), endsAt: at('2026-11-25T19:00') });
});

test('the next free range of the same length stands after what was taken', () => {
  expect(nextFreeRange(calendarOf(), at('2026-11-25T16:00'), 2 * HOUR)).toEqual({
    startsAt: at('2026-11-25T17:30'),
    endsAt: at('2026-11-25T19:30'),
  });
  expect(nextFreeRange(calendarOf(), at('2026-11-25T16:00'), 9 * HOUR)).toBeNull();
});

test('whatever is busy, a free range never overlaps it and stays open and bookable', () => {
  const cells = fc.array(fc.integer({ min: 0, max: 47 }), { maxLength: 20 });
  fc.assert(
    fc.property(cells, fc.integer({ min: 1, max: 8 }), (taken, length) => {
      const calendar = {
        ...calendarOf({ busy: [] }),
        busy: taken.map((index) => ({
          startsAt: day + (index * HOUR) / 2,
          endsAt: day + ((index + 1) * HOUR) / 2,
          kind: 'busy' as const,
          until: null,
          bookingId: null,
        })),
      };
      const found = nextFreeRange(calendar, day, (length * HOUR) / 2);
      if (!found) return;
      expect(isFree(calendar, found)).toBe(true);
      expect(found.startsAt).toBeGreaterThanOrEqual(calendar.bookableFrom);
      for (const one of calendar.busy) {
        expect(found.startsAt < one.endsAt && one.startsAt < found.endsAt).toBe(false);
      }
      expect(cellsOfDay(calendar, day).some((cell) => cell.startsAt === found.startsAt)).toBe(true);
    }),
  );
});
