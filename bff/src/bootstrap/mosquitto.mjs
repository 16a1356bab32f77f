import { fetchPackages, isDebian } from './debian.mjs';
import { findProgram } from './find-program.mjs';
import { Explained } from './messages.mjs';
import { lockFile } from './paths.mjs';
import { alone } from './run-lock.mjs';

const packageSet = {
  set: 'mosquitto',
  packages: ['mosquitto'],
  alsoNeeded: ['libcjson1', 'libdlt2', 'libev4', 'libmosquitto1', 'libwebsockets17', 'libuv1'],
};

const findMosquitto = () => findProgram(['mosquitto'], packageSet.set);

/**
 * The broker that stands in for an outside one, fetched where the machine lacks it.
 * @param {import('./run-main.mjs').Run} run
 */
export async function ensureMosquitto({ life, progress }) {
  const atOnce = findMosquitto();
  if (atOnce) return atOnce;
  const missing = () =>
    new Explained(
      'Messages by an outside broker need mosquitto: install it.',
      '外部消息代理的测试需要 mosquitto，请先安装。',
    );
  if (!isDebian()) throw missing();
  await progress.step('Mosquitto from the distribution', (tell) =>
    alone(
      lockFile('packages'),
      () => tell('(waiting for another command here)'),
      async () => {
        if (!findMosquitto()) await fetchPackages(life, packageSet, tell);
      },
    ),
  );
  const fetched = findMosquitto();
  if (!fetched) throw missing();
  return fetched;
}
