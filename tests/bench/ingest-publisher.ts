// Publishes as many devices do, in a process of its own: PORT MODE SECONDS START. Says what was acknowledged.
import { setTimeout as sleep } from 'node:timers/promises';
import { publish } from './mqtt-wire.ts';
import { amperesOf, deviceOf, FLEET, memberCode } from './ingest-fleet.ts';

const [port = '', mode = '', seconds = '', startAt = ''] = process.argv.slice(2);
const isGateway = mode === 'gateway';
const { gateways, members, singles } = FLEET;

/** Few speak for themselves: what they send in the time measured must not outrun the clock. */
const STEP_MS = isGateway ? 10_000 : 4_000;

const messagesOf = (index: number) => {
  let at = Number(startAt);
  return () => {
    at += STEP_MS;
    if (!isGateway) return JSON.stringify({ at, amperes: amperesOf(index, at) });
    const rows = Array.from({ length: members }, (_, member) => ({
      sensorId: memberCode(index, member),
      at,
      amperes: amperesOf(index * members + member, at),
    }));
    return JSON.stringify(rows);
  };
};

const publishers = await Promise.all(
  Array.from({ length: isGateway ? gateways : singles }, (_, index) =>
    publish(
      Number(port),
      deviceOf(isGateway ? 'gateway' : 'single', index),
      isGateway ? 1 : 2,
      messagesOf(index),
    ),
  ),
);
const count = () => publishers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
await sleep(1_000);
const [before, began] = [count(), performance.now()];
await sleep(Number(seconds) * 1_000);
const messages = count() - before;
const perSecond = messages / ((performance.now() - began) / 1_000);
for (const { socket } of publishers) socket.removeAllListeners('data').destroy();
process.stdout.write(JSON.stringify({ messages: count(), perSecond }));
