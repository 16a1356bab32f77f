import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Client, signInAs } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

/** A door in front of a service that a test can shut and open again. */
class Door {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private isShut = false;
  port = 0;

  constructor(target: URL, defaultPort: number) {
    this.server = createServer((client) => {
      if (this.isShut) {
        client.destroy();
        return;
      }
      const service = connect(Number(target.port || defaultPort), target.hostname);
      for (const socket of [client, service]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          client.destroy();
          service.destroy();
          this.sockets.delete(socket);
        });
      }
      client.pipe(service).pipe(client);
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    this.port = (this.server.address() as { port: number }).port;
  }

  shut(): void {
    this.isShut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  reopen(): void {
    this.isShut = false;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

let world: World;
let database: Door;
let redis: Door;
const given = { database: process.env['DATABASE_URL']!, redis: process.env['REDIS_URL']! };

beforeAll(async () => {
  database = new Door(new URL(given.database), 3306);
  redis = new Door(new URL(given.redis), 6379);
  await Promise.all([database.open(), redis.open()]);
  const through = (url: string, port: number) => {
    const moved = new URL(url);
    moved.port = String(port);
    moved.hostname = '127.0.0.1';
    return moved.href;
  };
  process.env['DATABASE_URL'] = through(given.database, database.port);
  process.env['REDIS_URL'] = through(given.redis, redis.port);
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
});
afterAll(async () => {
  database.reopen();
  redis.reopen();
  await world.stop();
  await Promise.all([database.close(), redis.close()]);
  process.env['DATABASE_URL'] = given.database;
  process.env['REDIS_URL'] = given.redis;
});

const SLOT = {
  instrumentId: INSTRUMENTS.sem,
  kind: 'time' as const,
  startsAt: '2026-11-26T06:00:00.000Z',
  endsAt: '2026-11-26T07:00:00.000Z',
};

const PATIENCE = { withinMs: 15_000 };

test('without the database everything asked for is 503 with Retry-After, and comes back by itself', async () => {
  const company = await signInAs(world.url, 'company');
  const visitor = new Client(world.url);
  database.shut();
  const [ready, list, booking] = await Promise.all([
    visitor.call('readyz'),
    visitor.call('listInstruments'),
    company.make('createBooking', { body: SLOT }),
  ]);
  expect([ready.status, ready.body.ready]).toEqual([503, false]);
  for (const answer of [list, booking]) {
    expect([answer.status, answer.problem.code]).toEqual([503, 'server.unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await visitor.call('healthz')).status).toBe(200);
  database.reopen();
  await eventually(
    async () => (await company.make('createBooking', { body: SLOT })).status === 201,
    PATIENCE,
  );
});

test('without Redis bookings go on, and phones hear of it once it is back', async () => {
  const company = await signInAs(world.url, 'company-2');
  redis.shut();
  const held = await company.make('createBooking', {
    body: { ...SLOT, startsAt: '2026-11-26T08:00:00.000Z', endsAt: '2026-11-26T09:00:00.000Z' },
  });
  expect(held.status).toBe(201);
  const ready = await company.call('readyz');
  expect([ready.status, ready.body.dependencies.redis.state]).toEqual([200, 'down']);
  const waiting = async () => {
    const row = (await world.deps.db('outbox').whereNull('relayed_at').count('* as n').first()) as {
      n: number;
    };
    return row.n;
  };
  redis.reopen();
  await eventually(async () => (await waiting()) === 0, PATIENCE);
});

test.each([
  ['DATABASE_URL', 'localhost', 'DATABASE_URL'],
  ['PORT', 'eighty', 'PORT (eighty)'],
  ['DAYI_ROLES', 'web,cook', 'DAYI_ROLES'],
  ['DAYI_DEMO', 'maybe', 'DAYI_DEMO (maybe)'],
  ['REDIS_URL', '', 'REDIS_URL is not set'],
])('a start with %s=%s says which variable is wrong and stops', async (name, value, words) => {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', './bff/src/bootstrap/typescript.mjs', 'bff/src/main.ts'],
    {
      env: { ...process.env, ...given, [name]: value },
    },
  );
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).toBe(1);
  expect(said).toContain('Wrong configuration');
  expect(said).toContain(words);
});
