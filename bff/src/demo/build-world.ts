import { readDataFile } from '../infra/data-files.ts';
import { companyNamer, GROUP_TOPICS, nameMaker } from './people.ts';
import { PINNED } from './pinned.ts';
import type { Random } from './random.ts';
import { LABS, UNIT_PLANS, type Field, type UnitPlan } from './units.ts';
import type { Company, Group, Lab, Person, Unit, World } from './world.ts';

const INSTRUMENTS_A_LAB = 24;
/** From here on a unit has a laboratory of every field. */
const BIG_UNIT = 120;

export interface Maker {
  random: Random;
  newId: () => string;
  newName: () => string;
}

const REGIONS = new Map(readDataFile('regions.csv').map((row) => [row['code'] ?? '', row]));

/** Splits `total` by size, largest remainders first; every pinned instrument has its place. */
function instrumentsByUnit(total: number): Map<string, number> {
  const pinned = PINNED.slice(0, total);
  const rest = total - pinned.length;
  const sum = UNIT_PLANS.reduce((all, { size }) => all + size, 0);
  const shares = UNIT_PLANS.map(({ name, size }) => ({ name, share: (rest * size) / sum }));
  const left = rest - shares.reduce((all, { share }) => all + Math.floor(share), 0);
  const lucky = new Set(
    [...shares]
      .sort((a, b) => (b.share % 1) - (a.share % 1))
      .slice(0, left)
      .map(({ name }) => name),
  );
  return new Map(
    shares.map(({ name, share }) => [
      name,
      Math.floor(share) +
        (lucky.has(name) ? 1 : 0) +
        pinned.filter(({ unit }) => unit === name).length,
    ]),
  );
}

export function newPerson(make: Maker, at: Partial<Person> = {}): Person {
  return {
    id: make.newId(),
    name: make.newName(),
    persona: null,
    unitId: null,
    companyId: null,
    ...at,
  };
}

function labsOf(make: Maker, unitId: string, plan: UnitPlan, instruments: number): Lab[] {
  const wanted = Math.max(1, Math.ceil(instruments / INSTRUMENTS_A_LAB));
  const names: { field: Field; name: string }[] = PINNED.filter(
    ({ unit }) => unit === plan.name,
  ).map(({ field, lab }) => ({ field, name: lab }));
  const add = (fields: readonly Field[], round: number) => {
    for (const field of fields) {
      const name = LABS[field][round];
      if (name !== undefined) names.push({ field, name });
    }
  };
  add(plan.fields, 0);
  if (instruments >= BIG_UNIT) add(Object.keys(LABS) as Field[], 0);
  for (let round = 1; round < 7 && names.length < wanted; round += 1) add(plan.fields, round);
  const unique = new Map(names.map((one) => [one.name, one]));
  return [...unique.values()].map(({ field, name }, index) => ({
    id: make.newId(),
    unitId,
    field,
    name,
    building:
      plan.kind === 'university'
        ? `${'ABCDEFGH'[index % 8] ?? 'A'} 座`
        : `${String(index + 1)} 号楼`,
    operators: Array.from({ length: make.random.int(1, 3) }, () => newPerson(make, { unitId })),
  }));
}

function groupsOf(make: Maker, unitId: string, plan: UnitPlan, instruments: number): Group[] {
  const base = plan.kind === 'university' ? 3 : plan.kind === 'institute' ? 2 : 1;
  const count = Math.min(GROUP_TOPICS.length, base + Math.floor(instruments / 30));
  const own = PINNED.filter(({ unit }) => unit === plan.name).flatMap(({ group }) => group ?? []);
  const topics = make.random.shuffled(GROUP_TOPICS).map((topic) => `${topic}课题组`);
  const names = [...new Set([...own, ...topics])].slice(0, Math.max(count, own.length));
  return names.map((name) => {
    const principal = newPerson(make, { unitId });
    const others = Array.from({ length: make.random.int(1, 3) }, () => newPerson(make, { unitId }));
    const members = [principal, ...others];
    return { id: make.newId(), unitId, name, principal, asksPrincipal: false, members };
  });
}

function newUnit(make: Maker, plan: UnitPlan, index: number, instruments: number): Unit {
  const region = REGIONS.get(plan.region);
  const city = REGIONS.get(region?.['parent'] ?? '');
  const id = make.newId();
  const near = (degrees: string | undefined) => Number(degrees) + (make.random.next() - 0.5) * 0.05;
  return {
    id,
    code: `12${plan.region}DY${String(index + 1).padStart(8, '0')}`,
    plan,
    cityCode: region?.['parent'] ?? '',
    cityName: city?.['name'] ?? '',
    address: `浙江省${city?.['name'] ?? ''}${region?.['name'] ?? ''}${plan.shortName.slice(0, 2)}路 ${String(make.random.int(1, 188))} 号`,
    lat: near(region?.['lat']),
    lon: near(region?.['lon']),
    labs: labsOf(make, id, plan, instruments),
    groups: groupsOf(make, id, plan, instruments),
    instruments,
  };
}

const PLACES: readonly (readonly [name: string, region: string, weight: number])[] = [
  ['杭州', '330100', 12],
  ['宁波', '330200', 8],
  ['温州', '330300', 5],
  ['嘉兴', '330400', 4],
  ['湖州', '330500', 3],
  ['绍兴', '330600', 4],
  ['金华', '330700', 3],
  ['衢州', '330800', 2],
  ['舟山', '330900', 1],
  ['台州', '331000', 3],
  ['玉环', '331083', 3],
  ['丽水', '331100', 1],
];

function companiesOf(make: Maker, count: number, units: readonly Unit[]): Company[] {
  const nameFor = companyNamer(make.random);
  return Array.from({ length: count }, (_, index) => {
    const [place, regionCode] = make.random.weighted(PLACES, ([, , weight]) => weight);
    const id = make.newId();
    // Every fifteenth belongs to a unit, so that vouchers meet the rule against self-dealing.
    const owner = index % 15 === 14 ? units.at(index % 7) : undefined;
    return {
      id,
      code: `91${regionCode}DY${String(index + 1).padStart(8, '0')}`,
      name: nameFor(place),
      regionCode,
      controlledByUnitId: owner?.id ?? null,
      people: Array.from({ length: index < 2 ? 3 : make.random.int(1, 2) }, () =>
        newPerson(make, { companyId: id }),
      ),
    };
  });
}

/** Draws up the units, laboratories, groups and companies of the province with their people. */
export function buildWorld(random: Random, newId: () => string, instruments: number): World {
  const make: Maker = { random, newId, newName: nameMaker(random) };
  const byUnit = instrumentsByUnit(instruments);
  const units = UNIT_PLANS.map((plan, index) =>
    newUnit(make, plan, index, byUnit.get(plan.name) ?? 0),
  );
  const companies = companiesOf(make, Math.min(160, 30 + Math.floor(instruments / 60)), units);
  const admins = units.map(({ id }) => newPerson(make, { unitId: id }));
  return {
    units,
    companies,
    people: [
      ...admins,
      ...units.flatMap(({ labs, groups }) => [
        ...labs.flatMap(({ operators }) => operators),
        ...groups.flatMap(({ members }) => members),
      ]),
      ...companies.flatMap(({ people }) => people),
    ],
    roles: [
      ...admins.map(({ id, unitId }) => ({
        userId: id,
        role: 'unit_admin',
        scopeKind: 'unit',
        scopeId: unitId ?? '',
      })),
      ...units
        .flatMap(({ labs }) => labs)
        .flatMap((lab) =>
          lab.operators.map(({ id }) => ({
            userId: id,
            role: 'operator',
            scopeKind: 'crew',
            scopeId: lab.id,
          })),
        ),
      ...units
        .flatMap(({ groups }) => groups)
        .flatMap((group) =>
          group.members.map(({ id }) => ({
            userId: id,
            role: 'researcher',
            scopeKind: 'group',
            scopeId: group.id,
          })),
        ),
      ...companies.flatMap(({ id, people }) =>
        people.flatMap((person, index) => [
          { userId: person.id, role: 'researcher', scopeKind: 'company', scopeId: id },
          ...(index === 0
            ? [{ userId: person.id, role: 'company_officer', scopeKind: 'company', scopeId: id }]
            : []),
        ]),
      ),
    ],
    certificates: [],
  };
}
