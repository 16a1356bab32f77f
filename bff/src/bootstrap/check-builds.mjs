import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildFolder, isFresh } from './build-app.mjs';
import { Explained } from './messages.mjs';
import { runMain } from './run-main.mjs';

const kilobyte = 1000;

/** @param {string} file */
function readJson(file) {
  if (!existsSync(file)) throw new Explained(`${file} is missing: the build is not whole.`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What a browser fetches before the home list shows: what the page names, and the home page's own. */
function bytesBeforeHomeList() {
  const folder = buildFolder('h5');
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/<script[^>]*\bsrc="([^"]+\.js)"/g)].map(([, file]) =>
    path.normalize(file.replace(/^\//, '')),
  );
  const listed = readJson(path.join(folder, 'home-assets.json')).filter(
    (/** @type {string} */ file) => file.endsWith('.js'),
  );
  return [...new Set([...named, ...listed])]
    .map((file) => gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** All that is not in the folder of a sub-package. */
function bytesOfMainPackage() {
  const folder = buildFolder('alipay');
  const { subPackages, subpackages = subPackages ?? [] } = readJson(path.join(folder, 'app.json'));
  const apart = subpackages.map((/** @type {{ root: string }} */ { root }) =>
    path.join(folder, root, path.sep),
  );
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !apart.some((/** @type {string} */ part) => file.startsWith(part)))
    .reduce((sum, file) => sum + statSync(file).size, 0);
}

const budgets = /** @type {const} */ ([
  {
    target: 'h5',
    what: 'H5: gzipped JavaScript before the home list shows',
    measure: bytesBeforeHomeList,
    limit: 220,
  },
  { target: 'alipay', what: 'Alipay: main package', measure: bytesOfMainPackage, limit: 800 },
]);

await runMain(async () => {
  let failed = 0;
  for (const { target, what, measure, limit } of budgets) {
    if (!isFresh(target)) {
      failed += 1;
      console.log(`✗ ${what}: the build is missing or older than its sources`);
      continue;
    }
    const size = measure() / kilobyte;
    const isInside = size <= limit;
    if (!isInside) failed += 1;
    console.log(`${isInside ? '✓' : '✗'} ${what}: ${size.toFixed(1)} KB of at most ${limit} KB`);
  }
  return failed ? 1 : 0;
});
