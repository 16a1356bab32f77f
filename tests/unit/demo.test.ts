import { readDataFile } from '../../bff/src/infra/data-files.ts';
import { buildWorld } from '../../bff/src/demo/build-world.ts';
import { readCatalogue } from '../../bff/src/demo/catalogue.ts';
import { seededIds } from '../../bff/src/demo/ids.ts';
import { castPersonas } from '../../bff/src/demo/personas.ts';
import { PINNED } from '../../bff/src/demo/pinned.ts';
import { seededRandom } from '../../bff/src/demo/random.ts';
import { UNIT_PLANS } from '../../bff/src/demo/units.ts';

const NOW = new Date('2026-11-22T02:00:00.000Z');

function world(instruments: number) {
  const newId = seededIds(seededRandom(8));
  const made = buildWorld(seededRandom(7), newId, instruments);
  return { made, personas: castPersonas(made, newId, NOW) };
}

test('the catalogue has over 150 real classes and models by name', () => {
  const codes = new Set(readDataFile('national-class-codes.csv').map(({ code }) => code));
  const kinds = readCatalogue();
  for (const { classCode, names, models, stations } of kinds) {
    expect(codes).toContain(classCode);
    expect(names.length).toBeGreaterThan(0);
    expect(models.length).toBeGreaterThan(0);
    expect(stations[0]).toBeGreaterThan(0);
    for (const { maker, model, name } of models) {
      expect([maker, model]).not.toContain('');
      expect(name === null || names[name - 1] !== undefined).toBe(true);
    }
  }
  expect(new Set(kinds.map(({ classCode }) => classCode)).size).toBeGreaterThan(150);
});

test('aliases stand for classes that exist, over 120 of them', () => {
  const codes = new Set(readDataFile('national-class-codes.csv').map(({ code }) => code));
  const aliases = readDataFile('class-aliases.csv');
  for (const { code } of aliases) expect(codes).toContain(code);
  expect(aliases.length).toBeGreaterThan(120);
});

test('62 units stand in all eleven cities, none twice', () => {
  const regions = new Map(readDataFile('regions.csv').map((row) => [row['code'], row['parent']]));
  expect(new Set(UNIT_PLANS.map(({ name }) => name)).size).toBe(62);
  expect(new Set(UNIT_PLANS.map(({ region }) => regions.get(region))).size).toBe(11);
});

test.each([1, 5, 60, 300, 8626])('%i instruments are shared out to the last one', (count) => {
  const { made } = world(count);
  expect(made.units.reduce((sum, { instruments }) => sum + instruments, 0)).toBe(count);
  for (const unit of made.units) {
    const pinned = PINNED.slice(0, count).filter((one) => one.unit === unit.plan.name);
    expect(unit.instruments).toBeGreaterThanOrEqual(pinned.length);
    for (const { lab } of pinned) expect(unit.labs.map(({ name }) => name)).toContain(lab);
    for (const field of unit.plan.fields) {
      expect(unit.labs.map((lab) => lab.field)).toContain(field);
    }
  }
});

test('the same seed makes the same people with the same ids', () => {
  expect(world(120).made.people).toEqual(world(120).made.people);
});

test('every persona holds what visitors are promised', () => {
  const { made } = world(300);
  const roles = new Map<string, string[]>();
  for (const { persona, id } of made.people) {
    if (persona === null) continue;
    roles.set(
      persona,
      made.roles
        .filter(({ userId }) => userId === id)
        .map((held) => `${held.role} ${held.scopeKind}`),
    );
  }
  expect(Object.fromEntries(roles)).toMatchObject({
    researcher: ['researcher group'],
    'researcher-2': ['researcher group'],
    principal: ['researcher group'],
    'principal-2': ['researcher group'],
    company: ['researcher company', 'company_officer company'],
    operator: ['operator crew'],
    'unit-admin': ['unit_admin unit'],
    authority: ['authority region'],
    auditor: ['auditor platform'],
    'platform-admin': ['platform_admin platform'],
  });
  expect(roles.get('expert')).toContain('expert platform');
});
