import { memberCustomer } from './customers.ts';
import type { Personas } from './personas.ts';
import type { Purse } from './purse.ts';
import type { World } from './world.ts';

const YUAN = 100;

/** What the personas can still spend, so that a visitor can pay whole bills without another channel. */
export function keepReserves(purse: Purse, personas: Personas, world: World): void {
  const home = personas.home.id;
  const others = world.units.slice(1, 4).map(({ id }) => id);
  const company = { kind: 'company', id: personas.companyHome.id, unitId: null } as const;
  const second = { kind: 'company', id: personas.company2Home.id, unitId: null } as const;
  const keep = (payer: Parameters<Purse['account']>[0], unitId: string, yuan: number) => {
    purse.account(payer, unitId).reserveFen = yuan * YUAN;
  };
  keep(company, home, 26_000);
  for (const unitId of others) keep(company, unitId, 8_000);
  keep(second, home, 12_000);
  for (const person of [personas.researcher, personas.researcher2]) {
    const { payer } = memberCustomer(world, person);
    keep(payer, home, 18_000);
    for (const unitId of others) keep(payer, unitId, 6_000);
  }
}
