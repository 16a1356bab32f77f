import type { Actor, ActorGroup } from '../../../policy.ts';

export type UserKind = 'own_group' | 'own_unit' | 'academic' | 'company';

export const USER_KINDS: readonly UserKind[] = ['own_group', 'own_unit', 'academic', 'company'];

/** Who pays, and so whose price holds. */
export interface Payer {
  kind: 'group' | 'company' | 'person';
  id: string;
  /** The unit behind a group or person, null for companies and people without one. */
  unitId: string | null;
  name: string;
  /** The principal whom the group asks before its money is spent; null where it asks nobody. */
  asks: string | null;
}

/** Price and rules follow the payer: who books for a company is a company's user, whoever they are. */
export function userKindOf(
  payer: Pick<Payer, 'kind' | 'id' | 'unitId'> | null,
  instrument: { unitId: string; groupId: string | null },
): UserKind {
  if (payer === null || payer.kind === 'company') return 'company';
  if (payer.kind === 'group' && payer.id === instrument.groupId) return 'own_group';
  if (payer.unitId === instrument.unitId) return 'own_unit';
  return payer.unitId === null ? 'company' : 'academic';
}

const companyPayer = ({ id, name }: { id: string; name: string }): Payer => ({
  kind: 'company',
  id,
  unitId: null,
  name,
  asks: null,
});

const groupPayer = ({ id, unitId, name, asks }: ActorGroup): Payer => ({
  kind: 'group',
  id,
  unitId,
  name,
  asks,
});

export const personPayer = ({ userId, unitId, name }: Actor): Payer => ({
  kind: 'person',
  id: userId,
  unitId,
  name,
  asks: null,
});

/**
 * Who pays unless the person says otherwise: their company, else their first group, else themselves.
 * Visitors have none.
 */
export function defaultPayer(actor: Actor | null): Payer | null {
  if (actor === null) return null;
  const [company] = actor.companies;
  if (company !== undefined) return companyPayer(company);
  const [group] = actor.groups;
  return group === undefined ? personPayer(actor) : groupPayer(group);
}

/** The payers a person may name in `chargeTo`. */
export function payerFor(
  actor: Actor,
  chargeTo: { kind: 'group' | 'company'; id: string } | undefined,
): Payer | 'refused' {
  if (chargeTo === undefined) return defaultPayer(actor) ?? 'refused';
  if (chargeTo.kind === 'company') {
    const company = actor.companies.find(({ id }) => id === chargeTo.id);
    return company === undefined ? 'refused' : companyPayer(company);
  }
  const group = actor.groups.find(({ id }) => id === chargeTo.id);
  return group === undefined ? 'refused' : groupPayer(group);
}
