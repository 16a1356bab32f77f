import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build-app.mjs';
import { fillDemo, migrate } from './fill-database.mjs';
import { ensureInstalled } from './install.mjs';
import { Explained } from './messages.mjs';
import { dataFolder, root } from './paths.mjs';
import { isFree } from './ports.mjs';
import { holdFolder } from './run-lock.mjs';
import { runMain } from './run-main.mjs';
import { startServices } from './services.mjs';
import { SERVER_FLAGS } from './server-command.mjs';

const usualPort = 8080;
const readyWithinMs = 120_000;

function readInstruments() {
  let instruments;
  try {
    const options = /** @type {const} */ ({ instruments: { type: 'string' } });
    ({ instruments } = parseArgs({ options }).values);
  } catch (error) {
    throw new Explained(
      `${/** @type {Error} */ (error).message}\nUsage: npm start -- [--instruments N]`,
    );
  }
  if (instruments !== undefined && !/^[1-9]\d{0,5}$/.test(instruments)) {
    throw new Explained(
      `--instruments wants a whole number from 1 to 999999, not ${instruments}.`,
      `--instruments 应为 1 到 999999 的整数，而不是 ${instruments}。`,
    );
  }
  return instruments;
}

/** @param {import('./progress.mjs').Progress} progress */
async function choosePort(progress) {
  const given = process.env.PORT;
  if (given) {
    if (!/^\d+$/.test(given) || Number(given) < 1 || Number(given) > 65535) {
      throw new Explained(`PORT must be a number from 1 to 65535, not ${given}.`);
    }
    if (!(await isFree(Number(given)))) {
      throw new Explained(
        `Port ${given} (from PORT) is taken by another program. Choose another.`,
        `PORT 指定的端口 ${given} 已被占用，请换一个。`,
      );
    }
    return given;
  }
  let port = usualPort;
  while (!(await isFree(port))) port += 1;
  if (port !== usualPort) progress.note(`Port ${usualPort} is taken; using ${port}.`);
  return String(port);
}

/** @param {string} url @returns {Promise<boolean>} */
function isReady(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** @param {import('node:child_process').ChildProcess} server @param {string} port */
async function waitForServer(server, port) {
  const deadline = Date.now() + readyWithinMs;
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    if (await isReady(`http://127.0.0.1:${port}/readyz`)) return true;
    await delay(50);
  }
  return false;
}

await runMain(
  async (run) => {
    const { life, progress } = run;
    const startedAt = Date.now();
    const instruments = readInstruments();
    const folder = dataFolder();
    const lock = await holdFolder(run, folder);
    if ('holder' in lock) {
      const where = lock.holder.url ? `at ${lock.holder.url}` : `as process ${lock.holder.pid}`;
      throw new Explained(
        `Dayi is already running on ${folder}, ${where}.`,
        `大仪已在此目录运行：${lock.holder.url ?? `进程 ${lock.holder.pid}`}`,
      );
    }
    const port = await choosePort(progress);
    const url = `http://localhost:${port}`;
    lock.update({ url });

    const [services] = await Promise.all([startServices(run, { folder }), ensureInstalled(run)]);
    lock.update({ env: services });
    const env = { DAYI_DEMO: '1', ...process.env, ...services, PORT: port };
    await Promise.all([
      ensureBuilt(run, 'h5'),
      (async () => {
        await migrate(run, services);
        if (env.DAYI_DEMO === '1') await fillDemo(run, services, instruments);
      })(),
    ]);

    const server = await progress.step('Server', async () => {
      const child = life.start(process.execPath, [...SERVER_FLAGS, 'bff/src/main.ts'], {
        cwd: root,
        env,
        stdio: 'inherit',
      });
      if (!(await waitForServer(child, port)) && !life.isStopping()) {
        throw new Explained('The server did not become ready. Its last words are above.');
      }
      return child;
    });
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`\nDayi is ready after ${seconds} s. 大仪已就绪。\n\n    ${url}\n`);
    console.log('Ctrl-C stops it. 按 Ctrl-C 停止。');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    if (!life.isStopping()) {
      throw new Explained(`The server ended by itself (${server.signalCode ?? server.exitCode}).`);
    }
    return 0;
  },
  () => 0,
);
