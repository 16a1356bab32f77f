import type { Payer } from '../features/instruments/index.ts';
import type { Random } from './random.ts';
import type { Company, Group, Person, World } from './world.ts';

/** Personas tell a story of their own, which chance must not bury. */
const PERSONA_SHARE = 0.04;

function someone(people: readonly Person[], random: Random): Person {
  const others = people.filter(({ persona }) => persona === null);
  return others.length === 0 || random.chance(PERSONA_SHARE)
    ? random.pick(people)
    : random.pick(others);
}

/** Someone who books, and whose money pays. */
export interface Customer {
  person: Person;
  payer: Pick<Payer, 'kind' | 'id' | 'unitId'>;
  payerName: string;
  company: Company | null;
}

/** A member of a group who books on its money. */
export const groupCustomer = (group: Group, person: Person): Customer => ({
  person,
  payer: { kind: 'group', id: group.id, unitId: group.unitId },
  payerName: group.name,
  company: null,
});

export const companyCustomer = (company: Company, person: Person): Customer => ({
  person,
  payer: { kind: 'company', id: company.id, unitId: null },
  payerName: company.name,
  company,
});

const OUTSIDE_GROUPS = 5;
const COMPANIES = 7;

/**
 * Who comes to a unit's instruments: its own groups, and the same few groups and companies from
 * outside again and again, as it is in life.
 */
export function regulars(world: World, random: Random) {
  const groups = world.units.flatMap((unit) => unit.groups);
  const byUnit = new Map(
    world.units.map((unit) => {
      const guests = random.shuffled(groups.filter(({ unitId }) => unitId !== unit.id));
      const near = world.companies.filter(
        ({ regionCode }) => regionCode.slice(0, 4) === unit.cityCode.slice(0, 4),
      );
      const companies = [...random.shuffled(near), ...random.shuffled(world.companies)];
      return [
        unit.id,
        {
          own: unit.groups,
          guests: guests.slice(0, OUTSIDE_GROUPS),
          companies: [...new Set(companies)].slice(0, COMPANIES),
        },
      ];
    }),
  );
  return (unitId: string, ownGroupId: string | null): Customer => {
    const home = byUnit.get(unitId);
    if (home === undefined) throw new Error(`no regulars of ${unitId}`);
    const dice = random.next();
    if (dice < 0.3 || home.own.length === 0) {
      const company = random.pick(home.companies);
      return companyCustomer(company, someone(company.people, random));
    }
    if (dice < 0.55) {
      const group = random.pick(home.guests);
      return groupCustomer(group, someone(group.members, random));
    }
    const own = home.own.find(({ id }) => id === ownGroupId);
    const group = own !== undefined && random.chance(0.4) ? own : random.pick(home.own);
    return groupCustomer(group, someone(group.members, random));
  };
}

/** A person who books on their own group's money. */
export function memberCustomer(world: World, person: Person): Customer {
  const group = world.units
    .flatMap((unit) => unit.groups)
    .find(({ members }) => members.includes(person));
  if (group === undefined) throw new Error(`${person.name} is in no group`);
  return groupCustomer(group, person);
}
