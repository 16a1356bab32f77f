import fc from 'fast-check';
import { runBookingTimers } from '../../../bff/src/features/bookings/index.ts';
import type { FrozenClock } from '../frozen-clock.ts';
import { expectAgreement, expectProof } from './agree.ts';
import { type Kernel, verdictOf } from './kernel.ts';
import { ENDED, type Model, type ModelBooking, type Span } from './model.ts';
import { PEOPLE, type Which, type Who } from './plant.ts';

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;

/** What a run works on; counts its steps over all runs. */
export interface Real {
  kernel: Kernel;
  clock: FrozenClock;
  base: number;
  count: { steps: number };
}

type Command = fc.AsyncCommand<Model, Real>;

/** Slots are few, so that people meet. */
interface SlotWish {
  day: number;
  slot: number;
  length: number;
}

const spanOf = ({ base }: Real, { day, slot, length }: SlotWish): Span => {
  const start = base + day * 86_400_000 + slot * HALF_HOUR;
  return { start, end: start + length * HALF_HOUR };
};

/** The n-th booking that is still worth asking about, ended ones every now and then. */
function pick(model: Model, index: number): ModelBooking | undefined {
  const all = [...model.bookings.values()];
  const live = all.filter(({ state }) => !ENDED.includes(state));
  const from = index % 5 === 0 || live.length === 0 ? all : live;
  return from[index % Math.max(1, from.length)];
}

function command(
  label: string,
  run: (model: Model, real: Real) => Promise<void>,
  check: (model: Model) => boolean = () => true,
): Command {
  return {
    check,
    toString: () => label,
    run: async (model, real) => {
      await run(model, real);
      real.count.steps += 1;
      await expectAgreement(real.kernel.deps, model, real.kernel.planted);
      if (real.count.steps % 40 === 0) await expectProof(real.kernel.deps);
    },
  };
}

/** A step on one booking: the model says what must come out, the kernel does it. */
function onBooking(
  name: string,
  index: number,
  ask: (one: ModelBooking, real: Real, model: Model) => Promise<unknown>,
  expected: (one: ModelBooking, model: Model) => string,
): Command {
  return command(
    `${name}(${index})`,
    async (model, real) => {
      const one = pick(model, index)!;
      // Asked first: the model's own step changes what the question is about.
      const before = structuredClone(one);
      const verdict = await verdictOf(ask(before, real, model));
      expect([name, before.state, verdict]).toEqual([name, before.state, expected(one, model)]);
    },
    (model) => model.bookings.size > 0,
  );
}

export const book = (who: Who, which: Which, wish: SlotWish): Command =>
  command(`book(${who}, ${which}, ${JSON.stringify(wish)})`, async (model, real) => {
    const span = spanOf(real, wish);
    model.reclaimFor(who, which, span);
    const expected = model.judgeBook(who, which, span);
    let made: { id: string; stationId: string } | undefined;
    const verdict = await verdictOf(
      real.kernel.book(who, which, span).then((booking) => {
        made = booking;
      }),
    );
    expect(['book', verdict]).toEqual(['book', expected]);
    if (made !== undefined) model.book(made.id, who, which, span);
  });

/** All three want the same slot at once; as many get it as there are stations free. */
const race = (which: Which, wish: SlotWish): Command =>
  command(`race(${which}, ${JSON.stringify(wish)})`, async (model, real) => {
    const span = spanOf(real, wish);
    // Whose turn comes in a race is nobody's to say, and so whose ended holds are given back.
    await runBookingTimers(real.kernel.deps);
    model.runTimers();
    const verdicts = PEOPLE.map((who) => model.judgeBook(who, which, span));
    const free = model.freeStations(which, span);
    const able = verdicts.filter((verdict) => verdict !== 'booking.rules_broken').length;
    const made = await Promise.all(
      PEOPLE.map(async (who) => {
        let booking: { id: string; stationId: string } | undefined;
        const verdict = await verdictOf(
          real.kernel.book(who, which, span).then((one) => {
            booking = one;
          }),
        );
        return { who, verdict, booking };
      }),
    );
    const won = made.filter(({ booking }) => booking !== undefined);
    expect(['race', won.length]).toEqual(['race', Math.min(free, able)]);
    for (const { who, booking } of won) {
      model.book(booking!.id, who, which, span, booking!.stationId);
    }
    // Who breaks a limit may hear of the slot first, while it is going to another.
    for (const [index, { verdict }] of made.entries()) {
      const isRefused = verdicts[index] === 'booking.rules_broken';
      const possible = [isRefused ? 'booking.rules_broken' : 'ok', 'booking.slot_taken'];
      expect(possible).toContain(verdict);
    }
  });

export const pay = (index: number): Command =>
  command(
    `pay(${index})`,
    async (model, real) => {
      const one = pick(model, index)!;
      const voucherFen = model.voucherPart(one);
      const accountFen = model.due(one) - voucherFen;
      const verdict = await verdictOf(real.kernel.pay(one.who, one.id, voucherFen, accountFen));
      expect(['pay', one.state, verdict]).toEqual(['pay', one.state, model.pay(one, voucherFen)]);
    },
    (model) => model.bookings.size > 0,
  );

/** The same bill paid twice at once under two keys is paid once. */
const payTwice = (index: number): Command =>
  command(
    `payTwice(${index})`,
    async (model, real) => {
      const one = pick(model, index)!;
      const voucherFen = model.voucherPart(one);
      const accountFen = model.due(one) - voucherFen;
      const verdicts = await Promise.all(
        [1, 2].map(() => verdictOf(real.kernel.pay(one.who, one.id, voucherFen, accountFen))),
      );
      const expected = model.pay(one, voucherFen);
      const paid = verdicts.filter((verdict) => verdict === 'ok').length;
      expect(['payTwice', paid]).toEqual(['payTwice', expected === 'ok' ? 1 : 0]);
    },
    (model) => model.bookings.size > 0,
  );

/** The crew begins while the owner cancels: one of them is told that the booking has moved on. */
const cancelWhileStarting = (index: number): Command =>
  command(
    `cancelWhileStarting(${index})`,
    async (model, real) => {
      const one = pick(model, index)!;
      const before = one.state;
      const [cancelled, started] = await Promise.all([
        verdictOf(real.kernel.cancel(one.id, one.who)),
        verdictOf(real.kernel.start(one.id)),
      ]);
      if (started === 'ok') expect(model.start(one)).toBe('ok');
      else if (cancelled === 'ok') expect(model.cancel(one, true)).toBe('ok');
      else if (before === 'confirmed') expect(model.isOver(one)).toBe(true);
      expect([cancelled, started].filter((verdict) => verdict === 'ok').length).toBeLessThan(2);
    },
    (model) => model.bookings.size > 0,
  );

export const pass = (ms: number): Command =>
  command(`pass(${ms})`, (model, real) => {
    real.clock.advance(ms);
    model.now += ms;
    return Promise.resolve();
  });

export const timers = (): Command =>
  command('timers', async (model, real) => {
    await runBookingTimers(real.kernel.deps);
    model.runTimers();
  });

export const block = (kind: 'outage' | 'crew_time', which: Which, wish: SlotWish): Command =>
  command(
    `block(${kind}, ${which}, ${JSON.stringify(wish)})`,
    async (model, real) => {
      const span = spanOf(real, wish);
      let series = '';
      const verdict = await verdictOf(
        real.kernel.block(kind, which, span).then((id) => {
          series = id;
        }),
      );
      const isPast = span.start + 15 * MINUTE <= model.now;
      const expected = isPast ? 'block.not_on_cells' : model.block(series, kind, which, span);
      expect(['block', verdict]).toEqual(['block', expected]);
    },
    (model) => model.blocks.size < 3,
  );

export const lift = (): Command =>
  command(
    'lift',
    async (model, real) => {
      const [series] = model.blocks.keys();
      await real.kernel.lift(series!);
      model.lift(series!);
    },
    (model) => model.blocks.size > 0,
  );

const who = fc.constantFrom<Who[]>('ann', 'bo', 'company');
const which = fc.constantFrom<Which[]>('one', 'two');
const index = fc.nat({ max: 40 });
const slot = fc.record({
  day: fc.constantFrom(1, 1, 2, 3),
  slot: fc.integer({ min: 0, max: 5 }),
  length: fc.integer({ min: 1, max: 4 }),
});
const jump = fc.constantFrom(
  ...[1, 1, 4 * MINUTE, 10 * MINUTE - 1, 10 * MINUTE, 10 * MINUTE + 1, 10 * MINUTE + 5_000],
  ...[30 * MINUTE, 30 * MINUTE, 61 * MINUTE, 5 * 60 * MINUTE, 86_400_000, 7 * 86_400_000],
);

export const approve = (at: number) =>
  onBooking(
    'approve',
    at,
    (one, { kernel }) => kernel.decide(one.id, 'approve'),
    (one, model) => model.decide(one, 'approve'),
  );

const reject = (at: number) =>
  onBooking(
    'reject',
    at,
    (one, { kernel }) => kernel.decide(one.id, 'reject'),
    (one, model) => model.decide(one, 'reject'),
  );

export const cancel = (at: number, byOwner = true) =>
  onBooking(
    byOwner ? 'cancel' : 'cancelByCrew',
    at,
    (one, { kernel }) => kernel.cancel(one.id, byOwner ? one.who : null),
    (one, model) => model.cancel(one, byOwner),
  );

export const start = (at: number) =>
  onBooking(
    'start',
    at,
    (one, { kernel }) => kernel.start(one.id),
    (one, model) => model.start(one),
  );

export const finish = (at: number) =>
  onBooking(
    'finish',
    at,
    (one, { kernel }) => kernel.finish(one.id),
    (one, model) => model.finish(one),
  );

const accept = (at: number) =>
  onBooking(
    'accept',
    at,
    (one, { kernel }) => kernel.accept(one.who, one.id),
    (one, model) => model.accept(one),
  );

export const dispute = (at: number) =>
  onBooking(
    'dispute',
    at,
    (one, { kernel }) => kernel.dispute(one.who, one.id),
    (one, model) => model.dispute(one),
  );

/** Reopens, or closes at half of the bill. */
export const resolve = (at: number, isHalved: boolean) => {
  const half = (one: ModelBooking) => (isHalved ? Math.floor((one.bill ?? one.total) / 2) : null);
  return onBooking(
    'resolve',
    at,
    (one, { kernel }) => kernel.resolve(one.id, half(one)),
    (one, model) => model.resolve(one, half(one)),
  );
};

const waive = (at: number) =>
  onBooking(
    'waive',
    at,
    (one, { kernel }) => kernel.waive(one.id),
    (one, model) => model.waive(one),
  );

const move = (at: number, wish: SlotWish): Command =>
  command(
    `move(${at}, ${JSON.stringify(wish)})`,
    async (model, real) => {
      const one = pick(model, at)!;
      const span = spanOf(real, wish);
      const { state } = one;
      const verdict = await verdictOf(real.kernel.move(one.who, one.id, span));
      expect(['move', state, verdict]).toEqual(['move', state, model.move(one, span)]);
    },
    (model) => model.bookings.size > 0,
  );

const often = <T>(times: number, one: fc.Arbitrary<T>): fc.Arbitrary<T>[] =>
  Array.from({ length: times }, () => one);

/** Everything people, crew and time can do; likelier what brings bookings on. */
export const commands: fc.Arbitrary<Command>[] = [
  ...often(
    4,
    fc.tuple(who, which, slot).map((args) => book(...args)),
  ),
  ...often(3, index.map(pay)),
  ...often(2, index.map(approve)),
  ...often(3, index.map(start)),
  ...often(2, index.map(finish)),
  ...often(
    2,
    fc.tuple(index, slot).map((args) => move(...args)),
  ),
  ...often(3, jump.map(pass)),
  fc.tuple(which, slot).map((args) => race(...args)),
  index.map(payTwice),
  index.map(reject),
  fc.tuple(index, fc.boolean()).map((args) => cancel(...args)),
  index.map(cancelWhileStarting),
  index.map(accept),
  index.map(dispute),
  fc.tuple(index, fc.boolean()).map((args) => resolve(...args)),
  index.map(waive),
  fc.constant(null).map(timers),
  fc
    .tuple(fc.constantFrom('outage' as const, 'crew_time' as const), which, slot)
    .map((args) => block(...args)),
  fc.constant(null).map(lift),
];
