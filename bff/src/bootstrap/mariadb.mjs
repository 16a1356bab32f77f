import { execFileSync } from 'node:child_process';
import {
  chmodSync,
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

// The server refuses to run as root unless told so.
const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];

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
 */
async function createSystemTables({ life }, program, data) {
  // Made beside its place and moved there whole, so an interrupted run leaves no half of it.
  const unfinished = `${data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const { env } = program;
  const name = 'mariadb-init';
  if (isMariadb(program)) {
    const folders = [path.join(path.dirname(program.file), '../bin'), path.dirname(program.file)];
    const script = findIn(['mariadb-install-db', 'mysql_install_db'], folders);
    if (!script) throw new Explained(`mariadb-install-db is missing beside ${program.file}.`);
    // The script stumbles over blanks in these paths.
    const links = mkdtempSync(path.join(os.tmpdir(), 'dayi-db-'));
    life.ownFolder(links);
    symlinkSync(unfinished, path.join(links, 'data'));
    if (program.prefix) symlinkSync(program.prefix, path.join(links, 'base'));
    const args = [
      '--no-defaults',
      ...(program.prefix ? [`--basedir=${path.join(links, 'base')}`] : []),
      `--datadir=${path.join(links, 'data')}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      // A machine that cannot look up its own name is no hindrance.
      '--force',
      '--innodb-log-file-size=64M',
      ...asRoot,
    ];
    await runCommand(life, { name, command: script, args, env });
  } else {
    const args = ['--no-defaults', '--initialize-insecure', `--datadir=${unfinished}`, ...asRoot];
    await runCommand(life, { name, command: program.file, args, env });
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
 * @param {import('./run-main.mjs').Run} run
 * @param {{ program: Program, folder: string, database: string, password: string,
 *   rootPassword: string }} options
 */
export async function startMariadb(run, options) {
  const { program, folder, database, password } = options;
  const data = path.join(folder, 'mariadb');
  if (!existsSync(path.join(data, 'mysql'))) await createSystemTables(run, program, data);
  const firstStatements = path.join(folder, 'mariadb-first.sql');
  writeFirstStatements(firstStatements, options);
  // A socket's path must be short, so it cannot live in the data folder.
  const socketFolder = mkdtempSync(path.join(os.tmpdir(), 'dayi-db-'));
  run.life.ownFolder(socketFolder);
  const port = await keepService(run, {
    name: 'MariaDB',
    rank: ranks.database,
    folder,
    program,
    timeoutMs: 120_000,
    words: '',
    // Its greeting: three bytes of length, a number, then protocol version 10.
    isReady: (answer) => answer.length > 4 && answer[4] === 10,
    argsFor: (chosen) => [
      '--no-defaults',
      ...(program.prefix ? [`--basedir=${program.prefix}`] : []),
      ...asRoot,
      `--datadir=${data}`,
      `--init-file=${firstStatements}`,
      `--socket=${path.join(socketFolder, 's')}`,
      `--pid-file=${path.join(socketFolder, 'pid')}`,
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
    ],
  });
  return `mysql://app:${password}@127.0.0.1:${port}/${database}`;
}
