import { setTimeout as sleep } from 'node:timers/promises';
import { INSTRUMENTS } from '../support/small-province.ts';
import type { Shot, ShotAnswer } from '../support/volley.ts';
import { newTally, type Tally } from './figures.ts';
import { expectKept, liveAt, settle, winnersOf, type Won } from './judge.ts';
import { bookShot, cancelShot, FreshSlots, payShot, type Slot } from './shots.ts';
import { PEOPLE, type Stage } from './stage.ts';

const PAYERS = 4;
/** Within this the fault strikes, so that it meets every stage of the requests under way. */
const STRIKES_WITHIN_MS = 100;

export interface Attack {
  rounds: number;
  /** Before anyone fires. */
  prepare?: (slot: Slot, round: number) => Promise<void>;
  /** While the requests are under way. */
  strike?: (round: number) => Promise<void> | void;
  /** When the first answers are in. */
  heal?: (round: number) => Promise<void> | void;
}

/** One stage's supply of slots that nobody has asked for: to race for, and to pay. */
export class Grounds {
  readonly raced = new FreshSlots(INSTRUMENTS.free);
  private readonly paid = new FreshSlots(INSTRUMENTS.twin);

  constructor(readonly stage: Stage) {}

  async fireAndSettle(shots: readonly Shot[]): Promise<ShotAnswer[]> {
    return await settle(this.stage, shots, await this.stage.client.fire(shots));
  }

  /** Holds that their owners are about to pay. */
  async takeHolds(): Promise<Won[]> {
    const people = Array.from({ length: PAYERS }, (_, person) => person);
    const shots = people.map((person) => bookShot(this.stage, person, this.paid.take()));
    const held = winnersOf(shots, await this.fireAndSettle(shots));
    expect(held).toHaveLength(PAYERS);
    return held;
  }

  async pay(won: readonly Won[]): Promise<void> {
    const shots = won.map(({ person, id, totalFen }) => payShot(this.stage, person, id, totalFen));
    await this.expectPaid(won, await this.fireAndSettle(shots));
  }

  async letGo(won: readonly Won[]): Promise<void> {
    const answers = await this.fireAndSettle(
      won.map(({ person, id }) => cancelShot(this.stage, person, id)),
    );
    for (const { status, body } of answers) {
      // Under a cut line the first of two cancellations may have stood.
      expect(status === 200 || body?.code === 'booking.state_conflict').toBe(true);
    }
  }

  async expectPaid(won: readonly Won[], answers: readonly ShotAnswer[]): Promise<void> {
    expect(answers.map(({ status }) => status)).toEqual(won.map(() => 201));
    await expectKept(this.stage, won, ['confirmed']);
    const ids = won.map(({ id }) => id);
    const db = this.stage.databases[0]!;
    const payments = (await db('payments').whereIn('booking_id', ids)) as { booking_id: string }[];
    expect(payments.map((row) => row.booking_id).sort()).toEqual([...ids].sort());
  }

  /** One round: everyone wants one slot, some pay another one meanwhile, and a fault may strike. */
  private async round(attack: Attack, round: number, tally: Tally): Promise<void> {
    const { stage } = this;
    const slot = this.raced.take();
    const holds = await this.takeHolds();
    await attack.prepare?.(slot, round);
    const books = stage.tokens.map((_, person) => bookShot(stage, person, slot));
    const pays = holds.map(({ person, id, totalFen }) => ({
      ...payShot(stage, person, id, totalFen),
      person: PEOPLE + person,
    }));
    const firing = stage.client.fire([...books, ...pays]);
    let struckAt = Date.now();
    if (attack.strike !== undefined) {
      await sleep(Math.random() * STRIKES_WITHIN_MS);
      struckAt = Date.now();
      await attack.strike(round);
    }
    const first = await firing;
    await attack.heal?.(round);
    const answers = await settle(stage, [...books, ...pays], first);
    if (attack.strike !== undefined) tally.recoveries.push((Date.now() - struckAt) / 1000);
    const won = winnersOf(books, answers.slice(0, books.length));
    expect(won).toHaveLength(1);
    for (const db of stage.databases) {
      expect((await liveAt(db, slot)).map(({ id }) => id)).toEqual(won.map(({ id }) => id));
    }
    await expectKept(stage, won, ['held']);
    await this.expectPaid(holds, answers.slice(books.length));
    const again = await this.fireAndSettle(books.filter(({ person }) => person === won[0]!.person));
    expect(again.map(({ status, body }) => [status, body?.id])).toEqual([[201, won[0]!.id]]);
    await (round % 2 === 0 ? this.pay(won) : this.letGo(won));
    tally.rounds += 1;
    tally.winners += won.length;
    tally.answers.push(...first.slice(0, books.length));
  }

  async run(attack: Attack): Promise<Tally> {
    const tally = newTally();
    for (let round = 0; round < attack.rounds; round += 1) await this.round(attack, round, tally);
    return tally;
  }
}
