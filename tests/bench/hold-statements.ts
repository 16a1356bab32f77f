import { randomUUID } from 'node:crypto';
import { pathOf } from '@dayi/shared/routes/index';
import { run } from '../../bff/src/main.ts';
import { type BookingStage, type Person, slotAt } from './booking-stage.ts';

const CELL_MS = 15 * 60_000;
const ULID = /[0-9A-HJKMNP-TV-Z]{26}/g;

export interface Statement {
  sql: string;
  bindings: unknown[];
}

/** What tells one hold from another, as it shows in its statements. */
interface Marks {
  person: Person;
  key: string;
  slot: ReturnType<typeof slotAt>;
}

export interface HoldShape {
  statements: Statement[];
  marks: Marks;
}

/** Lets a server in this process make one hold, the second one, and keeps what it asks of the database. */
export async function captureHold(
  stage: BookingStage,
  marks: readonly Marks[],
): Promise<HoldShape> {
  const running = await run(stage.config);
  const statements: Statement[] = [];
  try {
    for (const { person, key, slot } of marks) {
      statements.length = 0;
      const listen = ({ sql, bindings }: { sql: string; bindings?: unknown[] }) =>
        void statements.push({ sql, bindings: bindings ?? [] });
      running.deps.db.on('query', listen);
      const answer = await fetch(
        new URL(pathOf('createBooking'), `http://127.0.0.1:${String(running.port)}`),
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${person.token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify({ ...slot, kind: 'time' }),
        },
      );
      running.deps.db.removeListener('query', listen);
      if (answer.status !== 201) throw new Error(`no hold to learn from: ${await answer.text()}`);
    }
  } finally {
    await running.stop();
  }
  return { statements, marks: marks.at(-1)! };
}

export const newMarks = (
  stage: BookingStage,
  spread: number,
  people: readonly Person[],
  from: number,
): Marks[] =>
  people.map((person, index) => ({
    person,
    key: randomUUID(),
    slot: slotAt(stage, spread, from + index),
  }));

const wordsOf = ({ person, key, slot }: Marks): string[] => [
  person.id,
  person.sessionId,
  person.groupId,
  key,
  slot.instrumentId,
  slot.startsAt,
  slot.endsAt,
];

/** The same statements for another hold: its people, slot and keys, and fresh ids for what it makes. */
export function replayOf(shape: HoldShape, marks: Marks, newId: () => string): Statement[] {
  const from = wordsOf(shape.marks);
  const to = wordsOf(marks);
  const words = from.map((word, index) => [word, to[index]!] as const);
  const fresh = new Map<string, string>(words);
  const idFor = (id: string) => {
    const known = fresh.get(id) ?? newId();
    fresh.set(id, known);
    return known;
  };
  const rewriteText = (text: string) =>
    words
      .reduce((sum, [old, now]) => sum.replaceAll(old, now), text)
      .replace(ULID, (id) => (to.includes(id) ? id : idFor(id)));
  const shift = Date.parse(marks.slot.startsAt) - Date.parse(shape.marks.slot.startsAt);
  const first = Date.parse(shape.marks.slot.startsAt) / CELL_MS;
  const isSlotTime = (time: number) => Math.abs(time - first * CELL_MS) <= 24 * 3_600_000;
  const rewrite = (value: unknown): unknown => {
    if (typeof value === 'string') return rewriteText(value);
    if (value instanceof Date) {
      return isSlotTime(value.getTime()) ? new Date(value.getTime() + shift) : value;
    }
    const isCell = typeof value === 'number' && value >= first && value <= first + 4;
    return isCell ? value + shift / CELL_MS : value;
  };
  return shape.statements.map(({ sql, bindings }) => ({ sql, bindings: bindings.map(rewrite) }));
}
