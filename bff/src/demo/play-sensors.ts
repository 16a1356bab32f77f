import { connect } from 'mqtt';
import type { Deps } from '../deps.ts';
import { DAY, later, MINUTE, SECOND } from '../infra/clock.ts';
import { amperesAt } from './currents.ts';
import { GATEWAY, gatewayKey, playedOf, usesOf } from './sensors.ts';
import { findClipped, findGateways } from './sensors-repository.ts';

const EVERY_MS = 10 * SECOND;

/** Keeps one gateway's sensors reading through the server's own broker. @returns how to stop */
async function playGateway(deps: Deps, port: number, code: string): Promise<() => Promise<void>> {
  const clipped = await findClipped(deps.db, code);
  const [first] = clipped;
  if (first === undefined) return () => Promise.resolve();
  const played = clipped.map(playedOf);
  const client = connect(`mqtt://127.0.0.1:${String(port)}`, {
    username: code,
    password: gatewayKey(deps.config, code),
  });
  client.on('error', (error) => {
    deps.logger.warn({ reason: error.message }, 'the demo sensors are not heard');
  });
  const topic = `dayi/${first.unitCode}/gateway/${code}/current`;
  let uses = new Map<string, { from: number; to: number }[]>();
  let usesAt = -Infinity;
  const send = async () => {
    const now = deps.clock.now();
    const at = Math.floor(now.getTime() / EVERY_MS) * EVERY_MS;
    if (at - usesAt >= MINUTE) {
      uses = await usesOf(deps, played, later(now, -DAY), later(now, DAY));
      usesAt = at;
    }
    const readings = played.flatMap(
      ({ code: sensorId, instrumentId, intervalMs, machine, spells }) => {
        if (at % intervalMs !== 0) return [];
        const amperes = amperesAt(machine, uses.get(instrumentId) ?? [], spells, at);
        return amperes === null ? [] : [{ sensorId, at, amperes }];
      },
    );
    if (readings.length > 0) await client.publishAsync(topic, JSON.stringify(readings), { qos: 1 });
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

/**
 * Keeps the demo's sensors reading for as long as the server runs, as gateways do. Does nothing where there is no
 * demo. @returns how to stop
 */
export async function playSensors(deps: Deps, port: number): Promise<() => Promise<void>> {
  const codes = await findGateways(deps.db, GATEWAY);
  const stops = await Promise.all(codes.map((code) => playGateway(deps, port, code)));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
