import { readConfig } from '../config.ts';
import { proveLedger } from '../features/ledger/index.ts';
import { createDeps } from '../main.ts';

const deps = createDeps(readConfig());
try {
  const proof = await proveLedger(deps);
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  process.exitCode = proof.balanced ? 0 : 1;
} finally {
  deps.redis.disconnect();
  await deps.db.destroy();
}
