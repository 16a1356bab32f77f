import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { MINUTE, SECOND } from '../infra/clock.ts';
import { createDeps } from '../main.ts';
import { NoPlace, prepareFleet } from '../simulator/devices.ts';
import { simulate, type Tally } from '../simulator/simulate.ts';
import { makeUp, replay, TraceError } from '../simulator/sources.ts';
import { type Shares, USUAL_SHARES } from '../simulator/spoil.ts';

const USAGE = `npm run sensors -- [--count 100] [--hz 0.1] [--url mqtt://HOST:PORT] [--traces DIR] [--minutes N]
                  [--bind] [--unit CODE] [--noise 0.01] [--gaps 0.005] [--duplicates 0.01] [--late 0.005]
                  [--disordered 0.005]

Plays current sensors over MQTT, QoS 1, until --minutes are over or Ctrl-C. Sensors are made where they are missing;
with --bind they are clipped to instruments that have none. --traces replays a folder of labelled currents.
模拟电流传感器：按 --minutes 或 Ctrl-C 结束；--bind 绑定到尚无传感器的仪器。
`;

/** Wrong words on the command line. */
class UsageError extends Error {
  override name = 'UsageError';
}

const tell = (line: string) => process.stdout.write(`${line}\n`);

const SHARES = Object.keys(USUAL_SHARES) as (keyof Shares)[];

function numberOf(name: string, text: string, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (text !== '' && value >= least && value <= most) return value;
  throw new UsageError(`--${name} must be a number from ${String(least)} to ${String(most)}\n`);
}

function readArguments() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...{ count: text, hz: text, url: text, traces: text, minutes: text, unit: text },
      ...{ noise: text, gaps: text, duplicates: text, late: text, disordered: text },
      bind: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const shares = { ...USUAL_SHARES };
  for (const name of SHARES) {
    const given = values[name];
    if (given !== undefined) shares[name] = numberOf(name, given, [0, 0.5]);
  }
  const { minutes } = values;
  return {
    count: Math.floor(numberOf('count', values.count ?? '100', [1, 100_000])),
    intervalMs: Math.round(SECOND / numberOf('hz', values.hz ?? '0.1', [0.001, 2])),
    forMs: minutes === undefined ? null : numberOf('minutes', minutes, [0.01, 1e6]) * MINUTE,
    url: values.url,
    traces: values.traces,
    isBound: values.bind ?? false,
    unitCode: values.unit,
    shares,
  };
}

function told(tally: Tally, speakers: number): string {
  const { acknowledged, connected, fates, messages, sent, slowestMs, trouble } = tally;
  return JSON.stringify({
    sent,
    acknowledged,
    messages,
    connected: `${String(connected)}/${String(speakers)}`,
    slowestMs: Math.round(slowestMs),
    ...fates,
    ...(trouble === null ? {} : { trouble }),
  });
}

async function main(): Promise<void> {
  const args = readArguments();
  if (args === null) {
    tell(USAGE);
    return;
  }
  const config = readConfig();
  const deps = createDeps({ ...config, logLevel: 'silent' });
  const over = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => over.abort());
  try {
    const startsAt = Date.now();
    const source = args.traces === undefined ? makeUp(startsAt) : replay(args.traces, startsAt);
    const speakers = await prepareFleet(deps, args);
    const count = speakers.reduce((sum, { sensors }) => sum + sensors.length, 0);
    const own =
      'url' in config.mqtt ? config.mqtt.url : `mqtt://127.0.0.1:${String(config.mqtt.port)}`;
    const url = args.url ?? own;
    tell(
      `${String(count)} sensors on ${String(speakers.length)} lines to ${url}, ${JSON.stringify(args.shares)}`,
    );
    const { intervalMs, shares } = args;
    const { random } = deps;
    const play = { url, speakers, source, shares, intervalMs, random, now: Date.now };
    const { ended, tally } = simulate({ ...play, signal: over.signal });
    const timer = setInterval(() => tell(told(tally, speakers.length)), 10 * SECOND);
    const end = args.forMs === null ? undefined : setTimeout(() => over.abort(), args.forMs);
    await ended;
    clearInterval(timer);
    clearTimeout(end);
    tell(told(tally, speakers.length));
    if (tally.acknowledged < tally.sent) process.exitCode = 2;
  } finally {
    deps.redis.disconnect();
    await deps.db.destroy();
  }
}

const isExplained = (error: unknown) =>
  [UsageError, ConfigError, NoPlace, TraceError].some((kind) => error instanceof kind) ||
  String((error as { code?: unknown } | undefined)?.code).startsWith('ERR_PARSE_ARGS');

main().catch((error: unknown) => {
  const { message, stack } = error as Error;
  process.stderr.write(`${isExplained(error) ? message.trim() : String(stack)}\n`);
  process.exitCode = 1;
});
