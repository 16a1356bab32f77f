import { setTimeout as sleep } from 'node:timers/promises';
import { pathOf } from '@dayi/shared/routes/index';
import type { Database } from '../../bff/src/infra/database.ts';
import type { Shot, ShotAnswer } from '../support/volley.ts';
import { readShot, type Slot } from './shots.ts';
import type { Stage } from './stage.ts';

const SETTLED_WITHIN_MS = 60_000;
const CELL_MS = 15 * 60_000;

/** What a client may not take for an answer: the line was cut, or the server asks to ask again. */
const isOpen = ({ status }: ShotAnswer) => status === 0 || status === 503;

/** Asks again under the same keys, as an app does, until every request has its answer. */
export async function settle(
  stage: Stage,
  shots: readonly Shot[],
  first: readonly ShotAnswer[],
): Promise<ShotAnswer[]> {
  const answers = [...first];
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const open = shots.map((_, index) => index).filter((index) => isOpen(answers[index]!));
    if (open.length === 0) return answers;
    if (Date.now() > deadline) throw new Error(`${String(open.length)} requests without answer`);
    await sleep(100);
    const again = await stage.client.fire(open.map((index) => shots[index]!));
    for (const [position, index] of open.entries()) answers[index] = again[position]!;
  }
}

export interface Won {
  person: number;
  id: string;
  totalFen: number;
}

/** Everyone who was told that the slot is theirs; anything else must be the one named refusal. */
export function winnersOf(shots: readonly Shot[], answers: readonly ShotAnswer[]): Won[] {
  const won: Won[] = [];
  for (const [index, { status, body, cut }] of answers.entries()) {
    if (status === 201) {
      won.push({
        person: shots[index]!.person,
        id: body!.id!,
        totalFen: body!.quote!.totalFen,
      });
    } else if (!(status === 409 && body?.code === 'booking.slot_taken')) {
      throw new Error(`unexpected answer ${String(status)} ${JSON.stringify(body ?? cut)}`);
    }
  }
  return won;
}

/** Nothing acknowledged is lost: whoever was told 201 finds the booking under the same id. */
export async function expectKept(stage: Stage, won: readonly Won[], states: readonly string[]) {
  const shots = won.map(({ person, id }) => readShot(stage, person, id));
  const answers = await settle(stage, shots, await stage.client.fire(shots));
  for (const [index, { status, body }] of answers.entries()) {
    expect([status, body?.id]).toEqual([200, won[index]!.id]);
    expect(states).toContain(body?.state);
  }
}

const LIVE = ['held', 'requested', 'confirmed', 'in_use'];

interface LiveRow {
  id: string;
  station_id: string;
  starts_at: Date;
  ends_at: Date;
}

interface CellRow {
  station_id: string;
  cell: number;
  owner_kind: string;
  owner_id: string;
}

/** The live bookings of one slot, however they came about. */
export async function liveAt(db: Database, slot: Slot): Promise<LiveRow[]> {
  return await db<LiveRow & { instrument_id: string; state: string }>('bookings')
    .where({ instrument_id: slot.instrumentId, starts_at: new Date(slot.startsAt) })
    .whereIn('state', LIVE);
}

/** Every cell of a live booking is its own, and no other cell has an owner. */
export async function expectCellsOfLiveBookings(db: Database): Promise<void> {
  const live = await db<LiveRow & { state: string }>('bookings')
    .whereIn('state', LIVE)
    .whereNotNull('station_id');
  const wanted = live.flatMap((row) => {
    const first = row.starts_at.getTime() / CELL_MS;
    const count = Math.ceil((row.ends_at.getTime() - row.starts_at.getTime()) / CELL_MS);
    return Array.from({ length: count }, (_, at) => `${row.station_id} ${first + at} ${row.id}`);
  });
  const rows = await db<CellRow>('booking_cells').where({ owner_kind: 'booking' });
  const owned = rows.map(({ station_id, cell, owner_id }) => `${station_id} ${cell} ${owner_id}`);
  expect(owned.sort()).toEqual(wanted.sort());
}

/** The ledger agrees with itself, as every server sees it. */
export async function expectLedgerProved(stage: Stage): Promise<void> {
  for (const { url } of stage.servers) {
    const shot = {
      person: 0,
      origin: url,
      method: 'GET',
      path: pathOf('proveLedger'),
      token: stage.auditor,
    };
    const [answer] = await settle(stage, [shot], [await stage.client.fireOne(shot)]);
    const proof = answer!.body as { balanced?: boolean; differences?: unknown[] };
    expect([proof.balanced, proof.differences]).toEqual([true, []]);
  }
}

export async function expectWhole(stage: Stage): Promise<void> {
  for (const db of stage.databases) await expectCellsOfLiveBookings(db);
  await expectLedgerProved(stage);
}
