// Outlives its parent by a moment: when the pipe closes, whatever the parent could not end itself
// (it crashed, or was killed outright) is ended here, in the same order.
import { rmSync } from 'node:fs';
import readline from 'node:readline';
import { stopInOrder } from './process-groups.mjs';

/** @type {Map<number, import('./process-groups.mjs').Group>} */
const groups = new Map();
/** @type {Set<string>} */
const folders = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { add, remove, folder, keep } = JSON.parse(line);
  if (add) groups.set(add.pid, add);
  if (remove) groups.delete(remove);
  if (folder) folders.add(folder);
  if (keep) folders.delete(keep);
});
lines.on('close', async () => {
  await stopInOrder(groups.values());
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
