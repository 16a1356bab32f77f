import { crc32 } from 'node:zlib';
import type { Sensor } from './fleet.ts';

/**
 * Ways in from a broker elsewhere, each a session of its own that outlives whoever holds it. Their number is
 * part of the sessions' names: with another one what waits in the old sessions is never fetched.
 */
export const LANES = 16;

/** Where the known firmwares publish unless told otherwise. */
const FOREIGN = ['tele/+/SENSOR', 'tele/+/LWT', '+/events/rpc', '+/online'];

/** Everything at once, for a broker that shares it out itself. */
const OURS = ['dayi/+/+/current', 'dayi/+/gateway/+/current'];

/** What a firmware says beside its readings stands under its own topic too. */
function ownFilters({ kind, topic }: Sensor): string[] {
  if (topic === null) return [];
  if (kind === 'dtu') return [topic];
  const levels = topic.split('/');
  if (kind === 'tasmota') {
    const isUsual = levels.length === 2 && levels[0] === 'tele';
    return isUsual ? [] : [`${topic}/SENSOR`, `${topic}/LWT`];
  }
  if (kind === 'shelly')
    return levels.length === 1 ? [] : [`${topic}/events/rpc`, `${topic}/online`];
  return [];
}

/** The topics of sensors that follow no pattern. */
export const topicsOfTheirOwn = (sensors: Iterable<Sensor>): string[] =>
  [...sensors].flatMap(ownFilters);

export const sharedFilters = (own: readonly string[]): string[] => [...OURS, ...FOREIGN, ...own];

const laneOf = (word: string): number => crc32(word) % LANES;

/**
 * Which lane hears what. No two filters of different lanes match the same topic: a session that every message
 * is queued for once loses none and tells none twice. All of a unit goes one way, so a sensor's readings keep
 * their order.
 */
export function filtersByLane(units: readonly string[], own: readonly string[]): string[][] {
  const filters = [
    ...units.flatMap((unit) => {
      const lane = laneOf(unit);
      const own = [`dayi/${unit}/+/current`, `dayi/${unit}/gateway/+/current`];
      return own.map((filter) => ({ lane, filter }));
    }),
    ...[...FOREIGN, ...own].map((filter) => ({ lane: laneOf(filter), filter })),
  ];
  return Array.from({ length: LANES }, (_, lane) =>
    filters.filter((one) => one.lane === lane).map(({ filter }) => filter),
  );
}

/** The lanes of one among the nodes that are alive; each lane is one node's. */
export function lanesOf(node: string, alive: readonly string[]): number[] {
  const nodes = [...alive].sort();
  return Array.from({ length: LANES }, (_, lane) => lane).filter(
    (lane) => nodes[lane % nodes.length] === node,
  );
}
