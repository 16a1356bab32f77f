import fc from 'fast-check';
import { receiveMessage, receiveRows } from '../../bff/src/features/sensors/domain/receive.ts';
import { GATEWAY, OWN, smallGate } from '../support/sensor-fleet.ts';

const SEED = Number(process.env['DAYI_MODEL_SEED'] ?? 1);
const check = (property: fc.IRawProperty<unknown>, numRuns = 400) =>
  fc.assert(property as fc.IProperty<unknown>, { seed: SEED, numRuns });

const NOW = Date.parse('2026-03-01T01:00:00.000Z');
const topic = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'dayi/33OWN/S-0001/current',
    'dayi/33OWN/gateway/G-0001/current',
    'usr/4g/000123',
    'tele/plug-7/SENSOR',
    'tele/plug-7/LWT',
    'shellyplus1pm-a8/events/rpc',
    '/',
    '//',
  ),
);
const odd = fc.oneof(
  fc.double(),
  fc.string(),
  fc.constantFrom(null, true, NaN, Infinity, -0, 1e9, {}, []),
  fc.date().map((date) => (Number.isNaN(date.getTime()) ? '' : date.toISOString())),
);
const row = fc.record(
  { sensorId: fc.oneof(odd, fc.constantFrom('S-0001', 'S-0002')), at: odd, amperes: odd },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.jsonValue(),
  fc.array(row),
  row,
  fc.record({ Time: odd, ENERGY: fc.oneof(odd, fc.record({ Current: odd })) }),
  fc.record({
    method: fc.constant('NotifyStatus'),
    params: fc.oneof(odd, fc.record({ ts: odd, 'switch:0': fc.record({ current: odd }) })),
  }),
);
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  body.map((value) => new Uint8Array(Buffer.from(JSON.stringify(value)))),
);

test('whatever comes, nothing is thrown, and what is taken is a reading at an instant that is kept', () => {
  check(
    fc.property(topic, payload, fc.boolean(), (where, bytes, isRetained) => {
      const message = { topic: where, payload: bytes, isRetained, heardAt: NOW };
      const { taken, rejects } = receiveMessage(smallGate(), message);
      for (const { at, amperes } of taken) {
        expect(Number.isSafeInteger(at)).toBe(true);
        expect(at).toBeGreaterThanOrEqual(NOW - 30 * 86_400_000);
        expect(at).toBeLessThanOrEqual(NOW + 300_000);
        expect(amperes).toBeGreaterThanOrEqual(-1);
        expect(amperes).toBeLessThanOrEqual(5000);
      }
      for (const { subject } of rejects) expect(subject.length).toBeLessThanOrEqual(126);
      if (isRetained) expect(taken).toEqual([]);
    }),
  );
});

test('every row of a batch is either taken or refused, once', () => {
  check(
    fc.property(fc.constantFrom(OWN, GATEWAY), fc.array(fc.oneof(row, odd)), (from, rows) => {
      const { taken, rejects } = receiveRows(smallGate(), from, rows, NOW);
      expect(taken.length + rejects.length).toBe(rows.length);
      expect(new Set(rejects.map(({ index }) => index)).size).toBe(rejects.length);
    }),
  );
});
