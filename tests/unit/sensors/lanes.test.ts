import {
  filtersByLane,
  LANES,
  lanesOf,
  sharedFilters,
  topicsOfTheirOwn,
} from '../../../bff/src/features/sensors/domain/lanes.ts';
import { DTU, OWN, SHELLY, TASMOTA } from '../../support/sensor-fleet.ts';

/** As MQTT says it. */
function matches(filter: string, topic: string): boolean {
  const [wanted, given] = [filter.split('/'), topic.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((level, at) => level === '+' || level === given[at])
  );
}

const UNITS = ['33OWN', '33SIB', '33FAR', '3301', '3302', '3303'];
const deep = { ...TASMOTA, topic: 'site/a/plug' };
const deepShelly = { ...SHELLY, topic: 'site/shelly-1' };
const own = topicsOfTheirOwn([OWN, DTU, TASMOTA, SHELLY, deep, deepShelly]);

test.each([
  ...UNITS.flatMap((unit) => [`dayi/${unit}/S-1/current`, `dayi/${unit}/gateway/G-1/current`]),
  ...['tele/plug-7/SENSOR', 'tele/plug-7/LWT', 'site/a/plug/SENSOR', 'site/a/plug/LWT'],
  ...['shellyplus1pm-a8/events/rpc', 'shellyplus1pm-a8/online', 'site/shelly-1/events/rpc'],
  'usr/4g/000123',
])('%s is heard by one lane, once', (topic) => {
  const heard = filtersByLane(UNITS, own)
    .flat()
    .filter((filter) => matches(filter, topic));
  expect(heard).toHaveLength(1);
  expect(sharedFilters(own).filter((filter) => matches(filter, topic))).toHaveLength(1);
});

test('units are spread', () => {
  const units = Array.from({ length: 400 }, (_, at) => `33${String(at)}`);
  const sizes = filtersByLane(units, []).map(({ length }) => length);
  expect(Math.min(...sizes)).toBeGreaterThan(15);
  expect(Math.max(...sizes)).toBeLessThan(100);
});

test.each([1, 2, 3, 5, 20])('each lane is one of %d nodes’, whoever counts them first', (count) => {
  const nodes = Array.from({ length: count }, (_, at) => `node-${String(at)}:8080`);
  const shares = nodes.map((node) => lanesOf(node, nodes));
  expect(shares.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: LANES }, (_, at) => at));
  const sizes = shares.map(({ length }) => length);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  expect(nodes.map((node) => lanesOf(node, nodes.toReversed()))).toEqual(shares);
});

test('a node that is not counted has none', () => {
  expect(lanesOf('gone:1', ['here:1'])).toEqual([]);
  expect(lanesOf('gone:1', [])).toEqual([]);
});
