import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { NoPlace, prepareFleet } from '../../bff/src/simulator/devices.ts';
import type { Said } from '../../bff/src/simulator/line.ts';
import { simulate } from '../../bff/src/simulator/simulate.ts';
import { makeUp, replay, TraceError } from '../../bff/src/simulator/sources.ts';
import { Spoiler, USUAL_SHARES } from '../../bff/src/simulator/spoil.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dayi-traces-'));
  mkdirSync(join(folder, 'traces'));
  const rows = [0, 10, 20, 40].map((second) => `one,${second},${230 + second},on`);
  const text = ['trace_id,t_s,value_w,state', ...rows].join('\n');
  writeFileSync(join(folder, 'traces', 'one.csv.gz'), gzipSync(text));
  world = await createWorld({
    roles: 'web,ingest',
    config: { mqtt: { port: 0, isChosen: true } },
    fill: plantSmallProvince,
  });
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

const wish = { count: 30, intervalMs: 1_000, unitCode: undefined, isBound: false };

test('what is said by made sensors is acknowledged and stored once each', async () => {
  const speakers = await prepareFleet(world.deps, wish);
  expect(speakers.flatMap(({ sensors }) => sensors)).toHaveLength(30);
  expect(speakers.filter(({ isGateway }) => !isGateway)).toHaveLength(3);
  expect(await prepareFleet(world.deps, wish)).toEqual(speakers);
  const over = new AbortController();
  const now = () => world.clock.now().getTime();
  const said: Said[] = [];
  const { ended, tally } = simulate({
    url: `mqtt://127.0.0.1:${world.running.mqttPort}`,
    speakers,
    source: makeUp(now()),
    shares: { ...USUAL_SHARES, gaps: 0, duplicates: 0.3, disordered: 0.2 },
    intervalMs: wish.intervalMs,
    random: Math.random,
    now,
    signal: over.signal,
    onAcknowledged: (some) => said.push(...some),
  });
  await sleep(4_000);
  over.abort();
  await ended;
  expect(tally.acknowledged).toBe(tally.sent);
  expect(tally.sent).toBeGreaterThan(60);
  expect(tally.fates.duplicate).toBeGreaterThan(5);
  const rows = await world.deps
    .db('sensor_readings as r')
    .join('sensors as s', 's.no', 'r.sensor_no')
    .select<{ code: string; at: number }[]>('s.code', 'r.at');
  const keyOf = (code: string, at: number) => `${code} ${at}`;
  const stored = rows.map(({ at, code }) => keyOf(code, at)).sort();
  expect(stored).toEqual([...new Set(said.map(({ at, sensorId }) => keyOf(sensorId, at)))].sort());
});

test('sensors are clipped to instruments that have none, and no further than there are some', async () => {
  const speakers = await prepareFleet(world.deps, { ...wish, count: 4, isBound: true });
  const codes = speakers.flatMap(({ sensors }) => sensors);
  const bound = await world.deps
    .db('sensor_bindings as b')
    .join('sensors as s', 's.id', 'b.sensor_id')
    .join('instruments as i', 'i.id', 'b.instrument_id')
    .whereRaw('i.unit_id = s.unit_id')
    .whereIn('s.code', codes);
  expect(bound).toHaveLength(4);
  const more = await prepareFleet(world.deps, { ...wish, count: 1_000, isBound: true });
  const all = await world.deps.db('instruments').whereNot({ status: 'retired' });
  expect(more.flatMap(({ sensors }) => sensors)).toHaveLength(all.length);
  const nowhere = prepareFleet(world.deps, { ...wish, count: 50, unitCode: 'NOSUCH' });
  await expect(nowhere).rejects.toThrow(NoPlace);
});

test('a trace is played over and over, silent where it has no row', () => {
  const play = replay(folder, 1_000_000);
  const at = (seconds: number) => play(0, 1_000_000 + seconds * 1_000);
  expect([0, 10, 30, 40, 50].map(at)).toEqual([
    1,
    expect.closeTo(240 / 230),
    null,
    expect.closeTo(270 / 230),
    1,
  ]);
  expect(() => replay('/nowhere', 0)).toThrow(TraceError);
});

test('what goes wrong goes wrong as often as was asked for', () => {
  let seed = 1;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const shares = { noise: 0.1, gaps: 0.1, duplicates: 0.05, late: 0.04, disordered: 0.03 };
  const spoiler = new Spoiler(shares, random);
  const fates = { plain: 0, withheld: 0, duplicate: 0, late: 0, disordered: 0 };
  const count = 200_000;
  let [mostNoise, soonest] = [0, Infinity];
  for (let nth = 0; nth < count; nth += 1) {
    const { due, fate } = spoiler.take(nth * 10_000, 10, 10_000);
    fates[fate] += 1;
    for (const { amperes, at, dueAt } of due) {
      mostNoise = Math.max(mostNoise, Math.abs(amperes - 10));
      soonest = Math.min(soonest, dueAt - at);
    }
  }
  expect(mostNoise).toBeCloseTo(1, 1);
  expect(soonest).toBe(0);
  const read = count - fates.withheld;
  expect(fates.withheld / count).toBeCloseTo(0.1, 1);
  expect(fates.duplicate / read).toBeCloseTo(0.05, 2);
  expect(fates.late / read).toBeCloseTo(0.04, 2);
  expect(fates.disordered / read).toBeCloseTo(0.03, 2);
});
