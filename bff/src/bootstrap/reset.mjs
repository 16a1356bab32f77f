import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Explained } from './messages.mjs';
import { dataFolder, isDataFolder } from './paths.mjs';
import { holdFolder } from './run-lock.mjs';
import { runMain } from './run-main.mjs';

// What belongs to the checkout and costs time to fetch again.
const kept = new Set(['runtime', 'logs', 'locks', 'run.json']);

await runMain(async (run) => {
  const { progress } = run;
  const folder = dataFolder();
  if (!existsSync(folder) || readdirSync(folder).every((name) => kept.has(name))) {
    progress.note(`Nothing to clear in ${folder}. 没有可清除的数据。`);
    return 0;
  }
  if (!isDataFolder(folder)) {
    throw new Explained(
      `${folder} was not made by Dayi; it is left alone.`,
      `${folder} 不是大仪创建的数据目录，未作改动。`,
    );
  }
  const lock = await holdFolder(run, folder);
  if ('holder' in lock) {
    throw new Explained(
      `Dayi is running on ${folder}${lock.holder.url ? ` at ${lock.holder.url}` : ''}. Stop it first, then reset.`,
      '大仪正在使用此数据目录，请先停止再清除。',
    );
  }
  for (const name of readdirSync(folder)) {
    if (!kept.has(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  progress.note(`Cleared ${folder}. 数据已清除。`);
  if (process.env.DATABASE_URL) progress.note('The database of DATABASE_URL is left as it is.');
  return 0;
});
