import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { PROVINCE_INSTRUMENTS, seedProvince } from '../demo/seed-province.ts';
import { createDeps } from '../main.ts';

const LARGEST = 100_000;

/** Wrong words on the command line. */
class UsageError extends Error {
  override name = 'UsageError';
}

const tell = (line: string) => process.stdout.write(`${line}\n`);

function readCount(): number {
  const { values } = parseArgs({
    options: { instruments: { type: 'string', default: String(PROVINCE_INSTRUMENTS) } },
  });
  const count = Number(values.instruments);
  if (!Number.isInteger(count) || count < 1 || count > LARGEST) {
    throw new UsageError(`--instruments must be a whole number from 1 to ${String(LARGEST)}`);
  }
  return count;
}

async function main(): Promise<void> {
  const count = readCount();
  const deps = createDeps(readConfig());
  try {
    const { outcome, instruments } = await seedProvince(deps, count, tell);
    if (outcome === 'seeded') tell(`The demo province stands: ${String(instruments)} instruments.`);
    if (outcome === 'there_already') tell('The demo province is there.');
    if (outcome === 'other_size') {
      tell(
        `There is a demo province of ${String(instruments)} instruments here already; it stays as it is. ` +
          'npm run reset clears it.',
      );
    }
    if (outcome === 'half_done') {
      tell('This database has people in it but no whole demo province; npm run reset clears it.');
      process.exitCode = 1;
    }
  } finally {
    deps.redis.disconnect();
    await deps.db.destroy();
  }
}

const isExplained = (error: unknown) =>
  error instanceof UsageError ||
  error instanceof ConfigError ||
  String((error as { code?: unknown } | undefined)?.code).startsWith('ERR_PARSE_ARGS');

main().catch((error: unknown) => {
  const { message, stack } = error as Error;
  process.stderr.write(`${isExplained(error) ? message : String(stack)}\n`);
  process.exitCode = 1;
});
