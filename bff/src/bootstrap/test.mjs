import { once } from 'node:events';
import { ensureBuilt } from './build-app.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { openServices } from './open-services.mjs';
import { root } from './paths.mjs';
import { runMain } from './run-main.mjs';

/**
 * @param {import('./run-main.mjs').Run} run
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 */
async function passes({ life, progress }, [command, ...args], env) {
  const shown = [command, ...args].join(' ');
  progress.note(`\n> ${shown}`);
  const startedAt = Date.now();
  const child = life.start(command, args, { cwd: root, env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  progress.note(`${code === 0 ? '✓' : '✗'} ${shown} ${seconds} s`);
  return code === 0;
}

await runMain(async (run) => {
  const installed = ensureInstalled(run);
  const services = await openServices(run, { throwaway: true, installed });
  const [browser] = await Promise.all([
    ensureChromium(run),
    ensureBuilt(run, 'h5').then(() => ensureBuilt(run, 'alipay')),
  ]);
  const env = { ...process.env, ...services, ...browser };
  // Both are run whatever the first one says: one run shows all that is wrong.
  const isClean = await passes(run, ['npm', 'run', '--silent', 'check'], env);
  const isTested = await passes(run, ['npx', 'jest', ...process.argv.slice(2)], env);
  return isClean && isTested ? 0 : 1;
});
