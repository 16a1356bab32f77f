import { randomUUID } from 'node:crypto';
import type { Deps } from '../../bff/src/deps.ts';
import { emit, relayOutbox } from '../../bff/src/infra/outbox.ts';
import { runDueTasks, schedule } from '../../bff/src/infra/tasks.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { Problem } from '../../bff/src/problem.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let deps: Deps;

beforeAll(async () => {
  world = await createWorld({ roles: 'web' });
  ({ deps } = world);
  await deps.db.raw('create table counters (id int primary key, n int not null) engine=innodb');
  await deps.db('counters').insert([
    { id: 1, n: 0 },
    { id: 2, n: 0 },
  ]);
});
afterAll(async () => {
  await world.stop();
});

const errno = (code: number) => Object.assign(new Error(`errno ${code}`), { errno: code });

describe('a transaction', () => {
  test('that deadlocks with another is run again, and both end', async () => {
    const add = (first: number, second: number) =>
      inTransaction(deps, async (trx) => {
        await trx('counters').where({ id: first }).increment('n', 1);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await trx('counters').where({ id: second }).increment('n', 1);
      });
    await Promise.all([add(1, 2), add(2, 1)]);
    expect(await deps.db('counters').orderBy('id').pluck('n')).toEqual([2, 2]);
  });

  test.each([1213, 1205, 1180, 1047, 3101])('is run again on error %i', async (code) => {
    let runs = 0;
    const answer = await inTransaction(deps, () => {
      runs += 1;
      if (runs < 3) return Promise.reject(errno(code));
      return Promise.resolve('done');
    });
    expect([answer, runs]).toEqual(['done', 3]);
  });

  test('is not run again on any other error, and leaves nothing', async () => {
    let runs = 0;
    const work = inTransaction(deps, async (trx) => {
      runs += 1;
      await trx('counters').insert({ id: 3, n: 0 });
      throw new Problem('booking.slot_taken');
    });
    await expect(work).rejects.toMatchObject({ code: 'booking.slot_taken' });
    expect(runs).toBe(1);
    expect(await deps.db('counters').where({ id: 3 })).toEqual([]);
  });

  test('gives up as unavailable after six tries', async () => {
    let runs = 0;
    const work = inTransaction({ ...deps, random: () => 0 }, () => {
      runs += 1;
      return Promise.reject(errno(1213));
    });
    await expect(work).rejects.toMatchObject({ code: 'server.unavailable' });
    expect(runs).toBe(6);
  });

  test('whose answer is lost at COMMIT is looked up, not called failed', async () => {
    const transaction = async () => {
      const trx = await deps.db.transaction();
      return new Proxy(trx, {
        get(target, name, receiver) {
          if (name !== 'commit') return Reflect.get(target, name, receiver) as unknown;
          return async () => {
            await target.commit();
            throw Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST' });
          };
        },
      });
    };
    const lossy = { transaction } as unknown as Deps['db'];
    const answer = await inTransaction(
      { ...deps, db: lossy },
      async (trx) => {
        await trx('counters').insert({ id: 4, n: 7 });
        return 'from work';
      },
      async () => {
        const [row] = (await deps.db('counters').where({ id: 4 })) as { n: number }[];
        return row === undefined ? undefined : `reread ${row.n}`;
      },
    );
    expect(answer).toBe('reread 7');
  });
});

describe('the outbox', () => {
  test('relays what committed, in order, and nothing of what did not', async () => {
    await inTransaction(deps, (trx) => emit(deps, trx, { topic: 'test', payload: { n: 1 } }));
    await inTransaction(deps, async (trx) => {
      await emit(deps, trx, { topic: 'test', payload: { n: 2 } });
      throw new Error('no');
    }).catch(() => undefined);
    await inTransaction(deps, (trx) => emit(deps, trx, { topic: 'test', payload: { n: 3 } }));
    const heard: unknown[] = [];
    const handlers = new Map([
      [
        'test',
        [
          (_: Deps, event: { payload: Record<string, unknown> }) => {
            heard.push(event.payload['n']);
            return Promise.resolve();
          },
        ],
      ],
    ]);
    await relayOutbox(deps, handlers);
    await relayOutbox(deps, handlers);
    expect(heard).toEqual([1, 3]);
  });

  test('is read by one relay at a time, and after its death by another', async () => {
    await inTransaction(deps, (trx) => emit(deps, trx, { topic: 'test', payload: { n: 'once' } }));
    let told = 0;
    const never = new Promise<void>(() => undefined);
    const dying = new Map([
      [
        'test',
        [
          () => {
            told += 1;
            return never;
          },
        ],
      ],
    ]);
    const living = new Map([
      [
        'test',
        [
          () => {
            told += 1;
            return Promise.resolve();
          },
        ],
      ],
    ]);
    void relayOutbox(deps, dying);
    while (told === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await relayOutbox(deps, living)).toBe(0);
    world.clock.advance(31_000);
    expect(await relayOutbox(deps, living)).toBe(1);
    expect(told).toBe(2);
  });

  test('keeps an event whose handler failed, however long, and lets those behind it pass', async () => {
    await inTransaction(deps, async (trx) => {
      await emit(deps, trx, { topic: 'test', payload: { n: 'bad' } });
      await emit(deps, trx, { topic: 'test', payload: { n: 'good' } });
    });
    const heard: unknown[] = [];
    let isMended = false;
    const handlers = new Map([
      [
        'test',
        [
          (_: Deps, event: { payload: Record<string, unknown> }) => {
            if (event.payload['n'] === 'bad' && !isMended) throw new Error('not yet');
            heard.push(event.payload['n']);
            return Promise.resolve();
          },
        ],
      ],
    ]);
    await relayOutbox(deps, handlers);
    expect(heard).toEqual(['good']);
    // Longer than any number of tries one might give up after.
    for (let round = 0; round < 30; round += 1) {
      world.clock.advance(60_000);
      await relayOutbox(deps, handlers);
    }
    expect(heard).toEqual(['good']);
    isMended = true;
    world.clock.advance(60_000);
    await relayOutbox(deps, handlers);
    expect(heard).toEqual(['good', 'bad']);
  });
});

test('one handler’s failure keeps no other handler from hearing', async () => {
  await inTransaction(deps, (trx) => emit(deps, trx, { topic: 'pair', payload: { n: 1 } }));
  let heard = 0;
  const handlers = new Map([
    ['pair', [() => Promise.reject(new Error('away')), () => Promise.resolve(void (heard += 1))]],
  ]);
  expect(await relayOutbox(deps, handlers)).toBe(0);
  expect(heard).toBe(1);
});

describe('tasks', () => {
  const kind = () => `test.${randomUUID()}`;

  test('asked for twice are one, and run when due', async () => {
    const name = kind();
    const due = (ms: number) => new Date(world.clock.now().getTime() + ms);
    await inTransaction(deps, (trx) =>
      schedule(deps, trx, { kind: name, naturalKey: 'a', dueAt: due(60_000) }),
    );
    await inTransaction(deps, (trx) =>
      schedule(deps, trx, { kind: name, naturalKey: 'a', dueAt: due(30_000) }),
    );
    let runs = 0;
    const handlers = new Map([[name, () => Promise.resolve(void (runs += 1))]]);
    expect(await runDueTasks(deps, 'me', handlers)).toBe(0);
    world.clock.advance(31_000);
    expect(await runDueTasks(deps, 'me', handlers)).toBe(1);
    expect(await runDueTasks(deps, 'me', handlers)).toBe(0);
    expect(runs).toBe(1);
  });

  test('are taken up by one of two workers', async () => {
    const name = kind();
    for (let n = 0; n < 10; n += 1) {
      await inTransaction(deps, (trx) =>
        schedule(deps, trx, { kind: name, naturalKey: String(n), dueAt: world.clock.now() }),
      );
    }
    const done: string[] = [];
    const handlers = new Map([
      [
        name,
        (_: Deps, task: { naturalKey: string }) => Promise.resolve(void done.push(task.naturalKey)),
      ],
    ]);
    await Promise.all(['one', 'two'].map((owner) => runDueTasks(deps, owner, handlers)));
    await runDueTasks(deps, 'one', handlers);
    expect(done.sort()).toEqual(Array.from({ length: 10 }, (_, n) => String(n)));
  });

  test('of a worker that died are taken up again when its claim runs out', async () => {
    const name = kind();
    await inTransaction(deps, (trx) =>
      schedule(deps, trx, { kind: name, naturalKey: 'x', dueAt: world.clock.now() }),
    );
    await deps
      .db('tasks')
      .where({ kind: name })
      .update({ owner: 'dead', claimed_until: new Date(world.clock.now().getTime() + 60_000) });
    let runs = 0;
    const handlers = new Map([[name, () => Promise.resolve(void (runs += 1))]]);
    expect(await runDueTasks(deps, 'me', handlers)).toBe(0);
    world.clock.advance(61_000);
    expect(await runDueTasks(deps, 'me', handlers)).toBe(1);
    expect(runs).toBe(1);
  });

  test('that fail are tried again later', async () => {
    const name = kind();
    await inTransaction(deps, (trx) =>
      schedule(deps, trx, { kind: name, naturalKey: 'x', dueAt: world.clock.now() }),
    );
    let runs = 0;
    const handlers = new Map([
      [
        name,
        () => {
          runs += 1;
          return runs === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve();
        },
      ],
    ]);
    await runDueTasks(deps, 'me', handlers);
    expect(await runDueTasks(deps, 'me', handlers)).toBe(0);
    world.clock.advance(3_000);
    expect(await runDueTasks(deps, 'me', handlers)).toBe(1);
    expect(runs).toBe(2);
  });
});

test.each(['audit_events', 'ledger_transfers', 'ledger_postings'])(
  'the rows of %s can be neither changed nor deleted',
  async (table) => {
    const { db } = deps;
    await db('ledger_accounts')
      .insert({ id: 'A', kind: 'x', natural_key: 'x', owner_kind: 'x', owner_id: 'x' })
      .onConflict()
      .ignore();
    await db('ledger_transfers').insert({
      id: `T${table}`,
      kind: 'x',
      reason: 'x',
      at: new Date(),
    });
    await db('ledger_postings').insert({
      transfer_id: `T${table}`,
      account_id: 'A',
      amount_fen: 1,
    });
    await db('audit_events').insert({
      id: `E${table}`,
      at: new Date(),
      action: 'x',
      object_kind: 'x',
      object_id: 'x',
      detail: '{}',
    });
    const column =
      table === 'ledger_postings' ? 'amount_fen' : table === 'audit_events' ? 'action' : 'reason';
    await expect(db(table).update({ [column]: 2 })).rejects.toThrow('append-only');
    await expect(db(table).delete()).rejects.toThrow('append-only');
  },
);
