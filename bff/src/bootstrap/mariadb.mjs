import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run as runCommand } from './commands.mjs';
import { findIn } from './find-program.mjs';
import { ranks } from './life-cycle.mjs';
import { Explained } from './messages.mjs';
import { keepService } from './private-service.mjs';

/** @typedef {import('./find-program.mjs').Program} Program */

/**
 * Another user to run as, where this one is root; without it the server is told that root is meant.
 * @typedef {{ uid: number, gid: number } | undefined} RunAs
 */

/** @param {RunAs} as */
const userArguments = (as) => (process.getuid?.() === 0 && !as ? ['--user=root'] : []);

/** @param {Program} program */
function isMariadb(program) {
  const version = execFileSync(program.file, ['--no-defaults', '--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...program.env },
  });
  return version.includes('MariaDB');
}

/**
 * @param {import('./run-main.mjs').Run} run
 * @param {Program} program
 * @param {string} data
 * @param {RunAs} as
 */
async function createSystemTables({ life }, program, data, as) {
  // Made beside its place and moved there whole, so an interrupted run leaves no half of it.
  const unfinished = `${data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  if (as) chownSync(unfinished, as.uid, as.gid);
  const { env } = program;
  const name = 'mariadb-init';
  if (isMariadb(program)) {
    const folders = [path.join(path.dirname(program.file), '../bin'), path.dirname(program.file)];
    const script = findIn(['mariadb-install-db', 'mysql_install_db'], folders);
    if (!script) throw new Explained(`mariadb-install-db is missing beside ${program.file}.`);
    // The script stumbles over blanks in these paths.
    const links = mkdtempSync(path.join(os.tmpdir(), 'dayi-db-'));
    life.ownFolder(links);
    if (as) chownSync(links, as.uid, as.gid);
    symlinkSync(unfinished, path.join(links, 'data'));
    if (program.prefix) symlinkSync(program.prefix, path.join(links, 'base'));
    const args = [
      '--no-defaults',
      ...(program.prefix ? [`--basedir=${path.join(links, 'base')}`] : []),
      `--datadir=${path.join(links, 'data')}`,
      // A server that starts sweeps its temporary folder, and would take another's tables with it.
      `--tmpdir=${links}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      // A machine that cannot look up its own name is no hindrance.
      '--force',
      '--innodb-log-file-size=64M',
      ...userArguments(as),
    ];
    await runCommand(life, { name, command: script, args, env, as });
  } else {
    const args = ['--no-defaults', '--initialize-insecure', `--datadir=${unfinished}`];
    const command = program.file;
    await runCommand(life, { name, command, args: [...args, ...userArguments(as)], env, as });
  }
  renameSync(unfinished, data);
}

/**
 * Read by the server before it listens, at every start; so no account is ever open.
 * @param {string} file
 * @param {{ database: string, password: string, rootPassword: string }} options
 */
function writeFirstStatements(file, { database, password, rootPassword }) {
  const statements = [
    `CREATE DATABASE IF NOT EXISTS ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    `CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED BY '${password}'`,
    `ALTER USER 'app'@'%' IDENTIFIED BY '${password}'`,
    // Tests add databases of their own beside the first.
    "GRANT ALL ON `dayi%`.* TO 'app'@'%'",
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${rootPassword}'`,
    "DROP USER IF EXISTS 'root'@'127.0.0.1', 'root'@'::1'",
  ];
  writeFileSync(file, statements.map((statement) => `${statement};\n`).join(''), { mode: 0o600 });
  chmodSync(file, 0o600);
}

/**
 * How a private MariaDB with its data in `folder` is started; its system tables are made where they are
 * missing. A node that gets its data from another one is `empty` and told its accounts there.
 * @param {import('./run-main.mjs').Run} run
 * @param {{ program: Program, folder: string, database: string, password: string,
 *   rootPassword: string, name?: string, as?: RunAs, empty?: boolean, more?: string[] }} options
 * @returns {Promise<import('./private-service.mjs').Service>}
 */
export async function prepareMariadb(run, options) {
  const { program, folder, name = 'MariaDB', as, empty = false, more = [] } = options;
  const data = path.join(folder, 'mariadb');
  if (as) chownSync(folder, as.uid, as.gid);
  if (empty) mkdirSync(data, { recursive: true, mode: 0o700 });
  else if (!existsSync(path.join(data, 'mysql'))) await createSystemTables(run, program, data, as);
  const firstStatements = path.join(folder, 'mariadb-first.sql');
  if (!empty) writeFirstStatements(firstStatements, options);
  // A socket's path must be short, so it cannot live in the data folder.
  const socketFolder = mkdtempSync(path.join(os.tmpdir(), 'dayi-db-'));
  run.life.ownFolder(socketFolder);
  if (as) {
    const own = [data, socketFolder, ...(empty ? [] : [firstStatements])];
    for (const place of own) chownSync(place, as.uid, as.gid);
  }
  return {
    name,
    rank: ranks.database,
    folder,
    program,
    as,
    timeoutMs: 120_000,
    words: '',
    // Its greeting: three bytes of length, a number, then protocol version 10.
    isReady: (answer) => answer.length > 4 && answer[4] === 10,
    argsFor: (chosen) => [
      '--no-defaults',
      ...(program.prefix ? [`--basedir=${program.prefix}`] : []),
      ...userArguments(as),
      `--datadir=${data}`,
      ...(empty ? [] : [`--init-file=${firstStatements}`]),
      `--socket=${path.join(socketFolder, 's')}`,
      `--pid-file=${path.join(socketFolder, 'pid')}`,
      `--tmpdir=${socketFolder}`,
      `--port=${chosen}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--skip-log-bin',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
      '--default-time-zone=+00:00',
      '--innodb-log-file-size=64M',
      '--innodb-flush-log-at-trx-commit=1',
      '--transaction-isolation=READ-COMMITTED',
      '--innodb-lock-wait-timeout=10',
      ...more,
    ],
  };
}

/** @param {{ database: string, password: string }} options @param {number} port */
export function mariadbUrl({ database, password }, port) {
  return `mysql://app:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * @param {import('./run-main.mjs').Run} run
 * @param {{ program: Program, folder: string, database: string, password: string,
 *   rootPassword: string }} options
 */
export async function startMariadb(run, options) {
  return mariadbUrl(options, await keepService(run, await prepareMariadb(run, options)));
}
