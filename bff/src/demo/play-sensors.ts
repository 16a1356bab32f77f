import { connect } from 'mqtt';
import type { Deps } from '../deps.ts';
import { DAY, later, MINUTE, SECOND } from '../infra/clock.ts';
import { amperesAt } from './currents.ts';
import { GATEWAY, gatewayKey, playedOf, usesOf } from './sensors.ts';
import { findClipped } from './sensors-repository.ts';

const EVERY_MS = 10 * SECOND;

/**
 * Keeps the demo's sensors reading for as long as the server runs, through its own broker as a gateway does.
 * Does nothing where there is no demo. @returns how to stop
 */
export async function playSensors(deps: Deps, port: number): Promise<() => Promise<void>> {
  const clipped = await findClipped(deps.db, GATEWAY);
  const [first] = clipped;
  if (first === undefined) return () => Promise.resolve();
  const played = clipped.map(playedOf);
  const client = connect(`mqtt://127.0.0.1:${String(port)}`, {
    username: GATEWAY,
    password: gatewayKey(deps.config),
  });
  client.on('error', (error) => {
    deps.logger.warn({ reason: error.message }, 'the demo sensors are not heard');
  });
  const topic = `dayi/${first.unitCode}/gateway/${GATEWAY}/current`;
  let uses = new Map<string, { from: number; to: number }[]>();
  let usesAt = -Infinity;
  const send = async () => {
    const now = deps.clock.now();
    const at = Math.floor(now.getTime() / EVERY_MS) * EVERY_MS;
    if (at - usesAt >= MINUTE) {
      uses = await usesOf(deps, played, later(now, -DAY), later(now, DAY));
      usesAt = at;
    }
    const readings = played.flatMap(({ code, instrumentId, intervalMs, machine, spells }) => {
      if (at % intervalMs !== 0) return [];
      const amperes = amperesAt(machine, uses.get(instrumentId) ?? [], spells, at);
      return amperes === null ? [] : [{ sensorId: code, at, amperes }];
    });
    await client.publishAsync(topic, JSON.stringify(readings), { qos: 1 });
  };
  const timer = setInterval(() => {
    send().catch((error: unknown) => {
      deps.logger.warn({ err: error }, 'the demo sensors were not read');
    });
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await client.endAsync(true);
  };
}
