import { existsSync } from 'node:fs';
import path from 'node:path';
import { fetchPackages, isDebian } from './debian.mjs';
import { findProgram, runtimeFolder } from './find-program.mjs';
import { prepareMariadb } from './mariadb.mjs';
import { Explained } from './messages.mjs';
import { lockFile } from './paths.mjs';
import { freePort } from './ports.mjs';
import { alone } from './run-lock.mjs';

/** @typedef {import('./run-main.mjs').Run} Run */
/** @typedef {import('./find-program.mjs').Program} Program */

const packageSet = {
  set: 'cluster',
  packages: ['mariadb-server', 'galera-4', 'rsync', 'redis-server'],
  // prettier-ignore
  alsoNeeded: [
    'mariadb-server-core', 'mariadb-client-core', 'mariadb-client', 'mariadb-common', 'libmariadb3', 'libaio1',
    'liburing2', 'libjemalloc2', 'libnuma1', 'libatomic1', 'liblzf1', 'libpopt0', 'libxxhash0',
    'lsof', 'libtirpc3', 'procps', 'libproc2-0', 'socat', 'redis-tools',
  ],
};

const providerName = 'libgalera_smm.so';

function findProvider() {
  const tree = path.join(runtimeFolder, packageSet.set);
  const folders = ['/usr/lib/galera', '/usr/lib64/galera-4', '/usr/lib/galera-4'];
  const places = [...folders, ...folders.map((folder) => path.join(tree, folder))];
  return places.map((folder) => path.join(folder, providerName)).find((file) => existsSync(file));
}

function findGalera() {
  const mariadb = findProgram(['mariadbd'], packageSet.set);
  const script = findProgram(['wsrep_sst_rsync'], packageSet.set);
  const rsync = findProgram(['rsync'], packageSet.set);
  const redis = findProgram(['redis-server'], packageSet.set);
  const provider = findProvider();
  if (!mariadb || !script || !rsync || !redis || !provider) return undefined;
  // The server starts the script by its bare name, and the script rsync, lsof and ps.
  const unpacked = ['bin', 'sbin', 'usr/bin'].map((folder) =>
    path.join(runtimeFolder, packageSet.set, folder),
  );
  const folders = [
    ...[script, rsync, mariadb].map(({ file }) => path.dirname(file)),
    ...unpacked.filter((folder) => existsSync(folder)),
  ];
  const env = {
    ...rsync.env,
    ...mariadb.env,
    PATH: [...new Set([...folders, ...(process.env.PATH ?? '').split(':'), '/usr/sbin'])].join(':'),
  };
  return { mariadb: { ...mariadb, env }, redis, provider };
}

/** @typedef {NonNullable<ReturnType<typeof findGalera>>} Galera */

/**
 * The programs of several writing nodes, fetched where the machine lacks them.
 * @param {Run} run
 * @returns {Promise<Galera>}
 */
export async function ensureGalera({ life, progress }) {
  const missing = () =>
    new Explained(
      'Several nodes need mariadb-server, galera-4, rsync and redis-server: install them.',
      '多节点测试需要 mariadb-server、galera-4、rsync 和 redis-server，请先安装。',
    );
  const atOnce = findGalera();
  if (atOnce) return atOnce;
  if (!isDebian()) throw missing();
  await progress.step('MariaDB with Galera from the distribution', (tell) =>
    alone(
      lockFile('packages'),
      () => tell('(waiting for another command here)'),
      async () => {
        if (!findGalera()) await fetchPackages(life, packageSet, tell);
      },
    ),
  );
  const fetched = findGalera();
  if (!fetched) throw missing();
  return fetched;
}

/** The user for servers whose data is copied by rsync, which will not do it for root. */
function plainUser() {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = 65534;
  return { uid: nobody, gid: nobody };
}

/**
 * Prepares the nodes of one cluster; the first makes it, the others copy its data when they join.
 * @param {Run} run
 * @param {{ galera: Galera, folders: string[], database: string, password: string,
 *   rootPassword: string }} options one folder for each node
 */
export async function prepareGalera(run, options) {
  const { galera, folders, ...accounts } = options;
  const nodes = [];
  for (const folder of folders) {
    nodes.push({ folder, group: await freePort(), copy: await freePort(), late: await freePort() });
  }
  const address = nodes.map(({ group }) => `127.0.0.1:${group}`).join(',');
  return await Promise.all(
    nodes.map(({ folder, group, copy, late }, index) =>
      prepareMariadb(run, {
        ...accounts,
        program: galera.mariadb,
        folder,
        name: `MariaDB-${index + 1}`,
        as: plainUser(),
        empty: index > 0,
        more: [
          '--wsrep-on=ON',
          `--wsrep-provider=${galera.provider}`,
          '--wsrep-cluster-name=dayi',
          `--wsrep-cluster-address=gcomm://${address}`,
          ...(index === 0 ? ['--wsrep-new-cluster'] : []),
          `--wsrep-node-name=node-${index + 1}`,
          '--wsrep-node-address=127.0.0.1',
          '--wsrep-sst-method=rsync',
          `--wsrep-sst-receive-address=127.0.0.1:${copy}`,
          `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${group};ist.recv_addr=127.0.0.1:${late};gcache.size=64M`,
          '--binlog-format=ROW',
          // Tables that only grow are guarded by triggers, which a plain account may not make otherwise.
          '--log-bin-trust-function-creators=1',
          '--innodb-autoinc-lock-mode=2',
        ],
      }),
    ),
  );
}
