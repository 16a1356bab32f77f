// The closed vocabulary of the tree: what may stand where, and what the house calls things.
import { readdirSync, readFileSync } from 'node:fs';

/** Left where tools leave it; the same as in .gitignore, since a fresh machine may have no git. */
const ASIDE = new Set(['.git', 'node_modules', 'dist', '.dayi', '.swc', 'coverage']);

const filesIn = (folder) =>
  readdirSync(folder || '.', { withFileTypes: true }).flatMap((entry) => {
    const path = folder + entry.name;
    if (
      ASIDE.has(entry.name) ||
      /\.(log|tsbuildinfo)$|^\.(DS_Store|eslintcache)$/.test(entry.name)
    ) {
      return [];
    }
    return entry.isDirectory() ? filesIn(`${path}/`) : [path];
  });

const files = filesIn('');

const wrong = [];
const say = (file, message) => wrong.push(`${file}: ${message}`);

const TOP = new Set([
  'package.json',
  'package-lock.json',
  'miniapp',
  'bff',
  'shared',
  'migrations',
  'tests',
  'project.config.json',
  'README.md',
  'README.zh-CN.md',
  'LICENSE',
  'NOTICE',
  'compose.yaml',
  'eslint.config.js',
  'tsconfig.json',
]);

const FEATURES = new Set(
  `identity instruments onboarding search bookings pricing groups payments vouchers ledger results reviews
   monitoring bulletins purchase-reviews evaluations data-exchange notifications audit profile terms
   recommendations sensors`.split(/\s+/),
);

const FEATURE_FILE =
  /^(index|routes|presenter|tokens|cache|jobs|live|([a-z]+-)?repository)\.ts$|^(use-cases|domain)\/[a-z0-9-]+\.ts$/;
const TESTS = new Set(
  'unit property integration e2e migrations load faults bench support fixtures'.split(' '),
);
const GRAB_BAG = /(^|[-/.])(utils?|helpers?|common|managers?|services?|misc)([-/.]|$)/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const MIGRATION = /^(\d{14}_[a-z]+(_[a-z]+)+|columns)\.ts$/;

function checkPlace(file) {
  const [top, ...rest] = file.split('/');
  if (!TOP.has(top) && !top.startsWith('.')) say(file, 'no such place at the top of the tree');
  const source = /^(bff|shared|miniapp|tests)\/.*\.(ts|tsx|mjs)$/.test(file);
  if (source && !KEBAB.test(file.split('/').at(-1))) say(file, 'file names are kebab-case');
  // In bootstrap a service is MariaDB or Redis, which is what the world calls them.
  if (source && GRAB_BAG.test(file) && !file.startsWith('bff/src/bootstrap/'))
    say(file, 'name it by what it does, not as a grab-bag');
  if (top === 'migrations' && !MIGRATION.test(rest.join('/'))) {
    say(file, 'migrations are YYYYMMDDHHMMSS_verb_noun.ts');
  }
  if (top === 'tests' && rest[0] !== 'tsconfig.json' && !TESTS.has(rest[0])) {
    say(file, `tests lie in ${[...TESTS].join(', ')}`);
  }
  const feature = /^bff\/src\/features\/([^/]+)\/(.+)$/.exec(file);
  if (feature === null) return;
  if (!FEATURES.has(feature[1])) say(file, `no feature is called ${feature[1]}`);
  if (!FEATURE_FILE.test(feature[2])) {
    say(
      file,
      'a feature holds index, routes, presenter, tokens, cache, jobs, live, repository files, ' +
        'use-cases/verb-noun.ts and domain/noun.ts: pure rules go to domain, SQL to a repository, ' +
        'steps to use-cases',
    );
  }
}

/** Words that another name stands for in this house (glossary of the field). */
const WORDS = [
  [/\b(TODO|FIXME|XXX|HACK)\b/, 'finish it, or leave it out'],
  [/\b(equipment|apparatus)Id\b/, 'the field says instrument'],
  [
    /\b(appointment|reservation)(s|Id)?\b(?!')/,
    'the field says booking',
    /pricing|contracts|instruments|demo|quote|bootstrap|property/,
  ],
  [/\bcoupon/i, 'the field says voucher'],
  [/\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/, 'no test is skipped or alone'],
  [/parseFloat\(/, 'money and counts are integers; use Number and check'],
];

function checkWords(file) {
  if (!/^(bff\/src|shared|miniapp\/src|migrations|tests)\/.*\.(ts|tsx|mjs)$/.test(file)) return;
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      for (const [pattern, why, except] of WORDS) {
        if (pattern.test(line) && !except?.test(file)) say(`${file}:${index + 1}`, why);
      }
    });
}

/** The two READMEs say the same: heading for heading, table row for table row. */
function checkTwins() {
  const shape = (file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) =>
        /^#+ /.test(line) ? [line.split(' ')[0]] : line.startsWith('|') ? ['|'] : [],
      )
      .join(' ');
  if (shape('README.md') !== shape('README.zh-CN.md')) {
    say('README.zh-CN.md', 'its headings and tables differ from README.md');
  }
}

for (const file of files) checkPlace(file);
for (const file of files) checkWords(file);
checkTwins();

if (wrong.length > 0) {
  process.stderr.write(`${wrong.join('\n')}\n${wrong.length} names or places to mend\n`);
  process.exit(1);
}
