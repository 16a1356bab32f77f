// The direction rules of the house: downhill only, through doors, no circles.

/** Features from the ground up; each may use those before it, never those after. */
const LEVELS = [
  ['identity', 'audit', 'ledger'],
  ['instruments', 'onboarding'],
  ['pricing', 'groups', 'vouchers', 'payments'],
  ['bookings'],
  ['sensors'],
  ['results', 'reviews', 'monitoring', 'terms'],
  ['bulletins'],
];

const names = (levels) => levels.flat().join('|');
const feature = (list) => `^bff/src/features/(${list})/`;

// Of one level, these may use one another in this direction only.
const SIDEWAYS = [
  { from: 'pricing', not: 'groups|vouchers|payments' },
  { from: 'groups', not: 'pricing|vouchers|payments' },
  { from: 'vouchers', not: 'groups|payments' },
  { from: 'audit', not: 'identity|ledger' },
];

const uphill = LEVELS.map((level, index) => ({
  name: `no-uphill-from-${level[0]}`,
  comment: 'A feature uses only features below it; news go up by the outbox.',
  severity: 'error',
  from: { path: feature(level.join('|')) },
  to: { path: '^bff/src/features/', pathNot: feature(names(LEVELS.slice(0, index + 1))) },
}));

const sideways = SIDEWAYS.map(({ from, not }) => ({
  name: `no-sideways-from-${from.split('|')[0]}`,
  severity: 'error',
  from: { path: feature(from) },
  to: { path: feature(not) },
}));

module.exports = {
  forbidden: [
    ...uphill,
    ...sideways,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'features-by-their-door',
      comment: 'Another feature is used through its index.ts only.',
      severity: 'error',
      from: { path: '^bff/src/features/([^/]+)/' },
      to: {
        path: '^bff/src/features/([^/]+)/',
        pathNot: ['^bff/src/features/$1/', '/index\\.ts$'],
      },
    },
    {
      name: 'domain-is-pure',
      comment: 'Values, rules and state machines: no I/O, no knex, no infra but its constants.',
      severity: 'error',
      from: { path: '^bff/src/features/[^/]+/domain/' },
      to: {
        path: ['^node_modules|^node:', '^bff/src/(infra|http|config)', 'repository\\.ts$'],
        pathNot: [
          'node_modules/(luxon|chinese-days)/',
          'node_modules/@types/luxon',
          '^bff/src/infra/clock\\.ts$',
        ],
      },
    },
    {
      name: 'domain-only-below-itself',
      severity: 'error',
      from: { path: '^bff/src/features/([^/]+)/domain/' },
      to: { path: '^bff/src/features/$1/(?!domain/)' },
    },
    {
      name: 'routes-without-sql',
      comment: 'Rules live in domain, SQL in repositories, HTTP in http.',
      severity: 'error',
      from: { path: '^bff/src/features/[^/]+/(use-cases|domain|.*repository)' },
      to: { path: '^bff/src/http/|/routes\\.ts$' },
    },
    {
      name: 'knex-in-repositories-only',
      severity: 'error',
      from: { path: '^bff/src/features/', pathNot: 'repository\\.ts$' },
      to: { path: 'node_modules/knex/' },
    },
    {
      name: 'infra-knows-no-feature',
      severity: 'error',
      from: { path: '^bff/src/infra/' },
      to: { path: '^bff/src/(features|http|app|main)' },
    },
    {
      name: 'http-knows-identity-only',
      severity: 'error',
      from: { path: '^bff/src/http/' },
      to: { path: '^bff/src/features/', pathNot: '^bff/src/features/identity/index\\.ts$' },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(bff|miniapp|tests|migrations)/' },
    },
    {
      name: 'routes-and-problems-free-of-zod',
      severity: 'error',
      from: { path: '^shared/src/(routes|problems)' },
      to: { path: ['node_modules/zod', '^shared/src/(contracts|primitives)'] },
    },
    {
      name: 'miniapp-apart-from-bff',
      severity: 'error',
      from: { path: '^miniapp/' },
      to: { path: '^(bff|migrations|tests)/' },
    },
    {
      name: 'miniapp-takes-types-only-of-contracts',
      severity: 'error',
      from: { path: '^miniapp/' },
      to: { path: '^shared/src/(contracts|primitives)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'miniapp-lib-at-the-bottom',
      severity: 'error',
      from: { path: '^miniapp/src/lib/' },
      to: { path: '^miniapp/src/(components|features|pages|sharing|monitoring|governance)/' },
    },
    {
      name: 'miniapp-components-without-features',
      severity: 'error',
      from: { path: '^miniapp/src/components/' },
      to: { path: '^miniapp/src/(features|pages|sharing|monitoring|governance)/' },
    },
    {
      name: 'miniapp-features-without-pages',
      severity: 'error',
      from: { path: '^miniapp/src/features/' },
      to: { path: '^miniapp/src/(pages|sharing|monitoring|governance)/' },
    },
    {
      name: 'one-place-asks-the-server',
      comment: 'lib/request.ts is the only one to call Taro.request; features ask by contract.',
      severity: 'error',
      from: { path: '^miniapp/src/(pages|sharing|monitoring|governance|components)/' },
      to: { path: '^miniapp/src/lib/request' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^bff/src/bootstrap/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'require', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
