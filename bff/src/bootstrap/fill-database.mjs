import { run as runCommand } from './commands.mjs';

/** @typedef {import('./run-main.mjs').Run} Run */
/** @typedef {Record<string, string>} Env */

/**
 * @param {Run} run
 * @param {string} title
 * @param {{ name: string, args: string[], env: Env }} command
 */
async function runCli({ life, progress }, title, { name, args, env }) {
  await progress.step(title, (tell) =>
    runCommand(life, {
      name,
      command: process.execPath,
      args: ['--import', './bff/src/bootstrap/typescript.mjs', `bff/src/cli/${name}.ts`, ...args],
      env,
      tell,
    }),
  );
}

/** @param {Run} run @param {Env} env */
export function migrate(run, env) {
  return runCli(run, 'Database tables', { name: 'migrate', args: [], env });
}

/** @param {Run} run @param {Env} env @param {string | undefined} instruments */
export function fillDemo(run, env, instruments) {
  const args = instruments ? ['--instruments', instruments] : [];
  return runCli(run, 'Demo province', { name: 'demo', args, env });
}
