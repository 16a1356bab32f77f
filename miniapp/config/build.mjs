import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, statSync, readdirSync, writeFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync, constants } from 'node:zlib';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** `bare` is one empty page built alike: what the framework alone costs a phone. */
const targets = {
  h5: { platform: 'h5', source: 'src', landmark: 'index.html' },
  bare: { platform: 'h5', source: 'bare', landmark: 'index.html' },
  alipay: { platform: 'alipay', source: 'src', landmark: 'app.json' },
};
const target = process.argv[2];
const { platform, source, landmark } = targets[target] ?? {};
if (!landmark) {
  console.error(`Usage: node config/build.mjs ${Object.keys(targets).join('|')}`);
  process.exit(2);
}

const out = path.join(root, 'dist', target);
const startedAt = Date.now();
rmSync(out, { recursive: true, force: true });
// Taro takes the page to fill from the source folder; the empty app is filled into the same one.
if (source !== 'src')
  copyFileSync(path.join(root, 'src/index.html'), path.join(root, source, 'index.html'));

const log = await runTaro();
// Taro may end with status 0 and have built nothing; only a fresh landmark file proves a build.
const built = statSync(path.join(out, landmark), { throwIfNoEntry: false });
if (!built || built.mtimeMs < startedAt - 1000) fail(`no fresh ${landmark} in dist/${target}`, log);
if (platform === 'h5') compress();
console.log(`Built ${target} in ${((Date.now() - startedAt) / 1000).toFixed(0)} s: ${report()}`);

function runTaro() {
  const taro = createRequire(import.meta.url).resolve('@tarojs/cli/bin/taro');
  const args = [taro, 'build', '--type', platform, '--no-check', '--disable-global-config'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      BROWSERSLIST_IGNORE_OLD_DATA: '1',
      DAYI_APP_SOURCE: source,
      DAYI_APP_BUILD: target,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (part) => (output += part));
  child.stderr.on('data', (part) => (output += part));
  return new Promise((resolve) => {
    child.on('close', (code) =>
      code === 0 ? resolve(output) : fail(`taro build ended with ${code}`, output),
    );
  });
}

function fail(reason, output) {
  console.error(output);
  console.error(`Build of ${target} failed: ${reason}`);
  process.exit(1);
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

function compress() {
  for (const file of filesUnder(out).filter((name) => /\.(js|css|html|svg|json)$/.test(name))) {
    const body = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }));
    writeFileSync(
      `${file}.br`,
      brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    );
  }
}

function report() {
  if (platform === 'h5') {
    const first = JSON.parse(readFileSync(path.join(out, 'home-assets.json'), 'utf8')).filter(
      (name) => name.endsWith('.js'),
    );
    const bytes = first.reduce((sum, name) => sum + statSync(path.join(out, `${name}.gz`)).size, 0);
    return `${(bytes / 1024).toFixed(1)} KB of gzipped JavaScript before the home list shows`;
  }
  const { subPackages = [], subpackages = subPackages } = JSON.parse(
    readFileSync(path.join(out, 'app.json'), 'utf8'),
  );
  const roots = subpackages.map((part) => path.join(out, part.root) + path.sep);
  const main = filesUnder(out).filter((file) => !roots.some((folder) => file.startsWith(folder)));
  const bytes = main.reduce((sum, file) => sum + statSync(file).size, 0);
  return `${(bytes / 1024).toFixed(1)} KB in the main package`;
}
