import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build-app.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { Explained } from './messages.mjs';
import { root } from './paths.mjs';
import { runMain } from './run-main.mjs';
import { openServices } from './open-services.mjs';

const usage =
  'Usage: node bff/src/bootstrap/with-services.mjs [--bare | --throwaway] [--chromium] [--migrate] [--build h5,alipay] -- command …';

function readArguments() {
  const all = process.argv.slice(2);
  const at = all.indexOf('--');
  const [command, ...args] = at < 0 ? [] : all.slice(at + 1);
  if (!command) throw new Explained(usage);
  const options = /** @type {const} */ ({
    bare: { type: 'boolean' },
    throwaway: { type: 'boolean' },
    chromium: { type: 'boolean' },
    migrate: { type: 'boolean' },
    build: { type: 'string' },
  });
  try {
    return { command, args, ...parseArgs({ args: all.slice(0, at), options }).values };
  } catch (error) {
    throw new Explained(`${/** @type {Error} */ (error).message}\n${usage}`);
  }
}

await runMain(async (run) => {
  const { command, args, bare, throwaway = false, chromium, migrate, build } = readArguments();
  const installed = ensureInstalled(run);
  const [services, browser] = await Promise.all([
    // Attacks start services of their own, to kill them.
    bare ? installed.then(() => ({})) : openServices(run, { throwaway, migrate, installed }),
    chromium ? installed.then(() => ensureChromium(run)) : {},
  ]);
  for (const target of build?.split(',') ?? []) await ensureBuilt(run, target);
  const child = run.life.start(command, args, {
    cwd: root,
    env: { ...process.env, ...services, ...browser },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit').catch((error) => {
    throw new Explained(`${command} cannot be run: ${error.message}`, '', 127);
  });
  return code ?? 1;
});
