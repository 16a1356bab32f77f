import { receiveMessage, receiveRows } from '../../../bff/src/features/sensors/domain/receive.ts';
import { mayPublish, maySubscribe } from '../../../bff/src/features/sensors/domain/topics.ts';
import {
  DTU,
  GATEWAY,
  MEMBER,
  OTHER,
  OWN,
  SHELLY,
  smallGate,
  TASMOTA,
} from '../../support/sensor-fleet.ts';

const NOW = Date.parse('2026-03-01T01:00:00.000Z');
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const iso = (ms: number) => new Date(ms).toISOString();

const OWN_TOPIC = 'dayi/33OWN/S-0001/current';
const GATEWAY_TOPIC = 'dayi/33OWN/gateway/G-0001/current';

function receive(topic: string, body: unknown, { isRetained = false, gate = smallGate() } = {}) {
  const payload = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const { taken, rejects, presence } = receiveMessage(gate, {
    topic,
    payload,
    isRetained,
    heardAt: NOW,
  });
  return {
    taken: taken.map(({ sensor, at, amperes }) => [sensor.code, at - NOW, amperes]),
    rejects: rejects.map(({ subject, reason }) => [subject, reason]),
    presence: presence === null ? null : [presence.sensor.code, presence.isOnline],
  };
}

const reading = (amperes: unknown, at: unknown = iso(NOW)) => ({ at, amperes });

describe('what is a reading', () => {
  test.each([
    ['an own device', OWN_TOPIC, reading(1.25), [['S-0001', 0, 1.25]]],
    ['zero', OWN_TOPIC, reading(0), [['S-0001', 0, 0]]],
    ['a little below zero', OWN_TOPIC, reading(-0.02), [['S-0001', 0, -0.02]]],
    ['without a time', OWN_TOPIC, { amperes: 2 }, [['S-0001', 0, 2]]],
    ['in seconds', OWN_TOPIC, reading(2, NOW / 1000 - 5), [['S-0001', -5000, 2]]],
    ['in milliseconds', OWN_TOPIC, reading(2, NOW - 7), [['S-0001', -7, 2]]],
    ['with an offset', OWN_TOPIC, reading(2, '2026-03-01T09:00:00+08:00'), [['S-0001', 0, 2]]],
    ['29 days late', OWN_TOPIC, reading(2, NOW - 29 * DAY), [['S-0001', -29 * DAY, 2]]],
    ['four minutes ahead', OWN_TOPIC, reading(2, NOW + 4 * MINUTE), [['S-0001', 240_000, 2]]],
    [
      'several',
      OWN_TOPIC,
      [reading(1, NOW - 10_000), reading(2)],
      [
        ['S-0001', -10_000, 1],
        ['S-0001', 0, 2],
      ],
    ],
    ['a gateway’s', GATEWAY_TOPIC, [{ sensorId: 'S-0002', ...reading(3) }], [['S-0002', 0, 3]]],
    ['a DTU', 'usr/4g/000123', { sn: '000123', U: 231.2, I: 4.5 }, [['S-0003', 0, 4.5]]],
    ['a DTU on our topic', 'dayi/33OWN/S-0003/current', { Current: 1 }, [['S-0003', 0, 1]]],
    [
      'Tasmota, in Shanghai’s time',
      'tele/plug-7/SENSOR',
      { Time: '2026-03-01T08:59:50', ENERGY: { Voltage: 230, Current: 0.127 } },
      [['S-0004', -10_000, 0.127]],
    ],
    [
      'Tasmota with two channels',
      'tele/plug-7/SENSOR',
      { Time: '2026-03-01T09:00:00', ENERGY: { Current: [0.5, 0.25] } },
      [['S-0004', 0, 0.75]],
    ],
    [
      'Shelly',
      'shellyplus1pm-a8/events/rpc',
      {
        src: 'shellyplus1pm-a8',
        method: 'NotifyStatus',
        params: { ts: NOW / 1000 - 1, 'switch:0': { id: 0, current: 1.5, aenergy: { total: 9 } } },
      },
      [['S-0005', -1000, 1.5]],
    ],
  ])('%s', (_, topic, body, taken) => {
    expect(receive(topic, body)).toEqual({ taken, rejects: [], presence: null });
  });
});

describe('what says nothing of a current is neither reading nor fault', () => {
  test.each([
    ['tele/plug-7/STATE', { Time: '2026-03-01T09:00:00', Wifi: { RSSI: 80 } }],
    ['tele/plug-7/SENSOR', { Time: '2026-03-01T09:00:00', DS18B20: { Temperature: 20 } }],
    [
      'shellyplus1pm-a8/events/rpc',
      { method: 'NotifyStatus', params: { ts: 1, 'switch:0': { id: 0, aenergy: { total: 9 } } } },
    ],
    ['shellyplus1pm-a8/events/rpc', { method: 'NotifyEvent', params: { ts: 1, events: [] } }],
    ['shellyplus1pm-a8/status/wifi', { ssid: 'lab' }],
  ])('%s %j', (topic, body) => {
    expect(receive(topic, body)).toEqual({ taken: [], rejects: [], presence: null });
  });
});

test.each([
  ['tele/plug-7/LWT', 'Online', ['S-0004', true]],
  ['tele/plug-7/LWT', 'Offline', ['S-0004', false]],
  ['shellyplus1pm-a8/online', 'false', ['S-0005', false]],
])('%s %s tells that a device came or went, kept by the broker or not', (topic, word, presence) => {
  for (const isRetained of [false, true]) {
    expect(receive(topic, word, { isRetained })).toEqual({ taken: [], rejects: [], presence });
  }
});

describe('what is not taken has a name', () => {
  const gateway = (rows: unknown[]) => [GATEWAY_TOPIC, rows] as const;
  test.each([
    [OWN_TOPIC, reading(null), OWN.id, 'not_a_number'],
    [OWN_TOPIC, reading('1.2'), OWN.id, 'not_a_number'],
    [OWN_TOPIC, reading(-1.01), OWN.id, 'negative'],
    [OWN_TOPIC, reading(1e9), OWN.id, 'too_large'],
    [OWN_TOPIC, '{"at":1e400,"amperes":1}', OWN.id, 'malformed'],
    [OWN_TOPIC, '{"amperes":1e400}', OWN.id, 'too_large'],
    [OWN_TOPIC, reading(1, '2026-03-01T09:00:00'), OWN.id, 'malformed'],
    [OWN_TOPIC, '{"amperes":NaN}', OWN.id, 'malformed'],
    [OWN_TOPIC, '', OWN.id, 'malformed'],
    [OWN_TOPIC, reading(1, NOW + DAY), OWN.id, 'clock_ahead'],
    [OWN_TOPIC, reading(1, NOW - 365 * DAY), OWN.id, 'clock_behind'],
    [...gateway([{ sensorId: 'S-0001', ...reading(1) }]), GATEWAY.id, 'unknown_sensor'],
    [...gateway([{ sensorId: 'S-9999', ...reading(1) }]), GATEWAY.id, 'unknown_sensor'],
    [...gateway([{ sensorId: 'S-0002', amperes: 1 }]), MEMBER.id, 'malformed'],
    [...gateway([5]), GATEWAY.id, 'malformed'],
    [GATEWAY_TOPIC, reading(1), GATEWAY.id, 'malformed'],
    ['dayi/33SIB/S-0001/current', reading(1), OWN.id, 'foreign_topic'],
    ['dayi/33OWN/S-9999/current', reading(1), 'topic dayi/33OWN/S-9999/current', 'unknown_sensor'],
    ['some/where', reading(1), 'topic some/where', 'unknown_sensor'],
    ['usr/4g/000123', { U: 231 }, DTU.id, 'malformed'],
    ['tele/plug-7/SENSOR', { ENERGY: { Current: ['a'] } }, TASMOTA.id, 'not_a_number'],
    ['tele/plug-7/LWT', 'perhaps', TASMOTA.id, 'malformed'],
    ['shellyplus1pm-a8/events/rpc', { method: 'NotifyStatus' }, SHELLY.id, 'malformed'],
    [OWN_TOPIC, ' '.repeat(600_000), OWN.id, 'payload_too_large'],
    [GATEWAY_TOPIC, `[${'0,'.repeat(5_000)}0]`, GATEWAY.id, 'batch_too_large'],
  ])('%s %.40j', (topic, body, subject, reason) => {
    expect(receive(topic, body)).toEqual({
      taken: [],
      rejects: [[subject, reason]],
      presence: null,
    });
  });

  test('a retained message, which is never fresh', () => {
    const { taken, rejects } = receive(OWN_TOPIC, reading(1), { isRetained: true });
    expect([taken, rejects]).toEqual([[], [[OWN.id, 'retained']]]);
  });
});

test('a sensor at a kilohertz keeps twenty readings of ten seconds, the others in its batch all', () => {
  const gate = smallGate();
  const fast = Array.from({ length: 4_000 }, (_, at) => reading(1, NOW - 10_000 + 2 * at));
  const { taken, rejects } = receive(OWN_TOPIC, fast, { gate });
  expect(taken).toHaveLength(20);
  expect(new Set(rejects.map(([, reason]) => reason))).toEqual(new Set(['too_fast']));
  expect(receive(GATEWAY_TOPIC, [{ sensorId: 'S-0002', ...reading(1) }], { gate }).taken).toEqual([
    ['S-0002', 0, 1],
  ]);
});

test('a backlog of hours passes whole, as its own time was slow', () => {
  const backlog = Array.from({ length: 4_000 }, (_, at) => reading(1, NOW - 10_000 * (4_000 - at)));
  expect(receive(OWN_TOPIC, backlog).taken).toHaveLength(4_000);
});

test('rows by HTTP are judged one by one, and only those of the key’s device are taken', () => {
  const rows = [
    { sensorId: 'S-0001', ...reading(1) },
    { sensorId: 'S-0002', ...reading(1) },
    'nonsense',
  ];
  const judged = receiveRows(smallGate(), OWN, rows, NOW);
  expect(judged.taken).toHaveLength(1);
  expect(judged.rejects.map(({ index, reason }) => [index, reason])).toEqual([
    [1, 'unknown_sensor'],
    [2, 'not_a_number'],
  ]);
});

describe('a device writes its own topic only', () => {
  const { fleet } = smallGate();
  test.each([
    [OWN_TOPIC, { sensor: OWN }, true],
    [OWN_TOPIC, { sensor: OTHER }, false],
    [OWN_TOPIC, { gateway: GATEWAY }, false],
    ['dayi/33SIB/S-0001/current', { sensor: OWN }, false],
    [GATEWAY_TOPIC, { gateway: GATEWAY }, true],
    [GATEWAY_TOPIC, { sensor: OWN }, false],
    ['tele/plug-7/SENSOR', { sensor: TASMOTA }, true],
    ['tele/plug-7/SENSOR', { sensor: SHELLY }, false],
    ['stat/plug-7/RESULT', { sensor: TASMOTA }, true],
    ['stat/plug-7/RESULT', { sensor: OWN }, false],
    ['dayi/33OWN/anything', { sensor: TASMOTA }, false],
  ])('%s %j', (topic, device, may) => {
    expect(mayPublish(fleet, device, topic)).toBe(may);
  });

  test.each([
    ['dayi/33OWN/S-0001/config', { sensor: OWN }, true],
    ['dayi/33OWN/#', { sensor: OWN }, false],
    ['#', { sensor: OWN }, false],
    ['cmnd/plug-7/#', { sensor: TASMOTA }, true],
    ['cmnd/#', { sensor: TASMOTA }, false],
    ['shellyplus1pm-a8/rpc', { sensor: SHELLY }, true],
    ['$share/x/#', { gateway: GATEWAY }, false],
  ])('and hears its own: %s', (topic, device, may) => {
    expect(maySubscribe(device, topic)).toBe(may);
  });
});
