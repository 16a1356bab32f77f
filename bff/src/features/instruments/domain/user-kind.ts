import type { Actor } from '../../../policy.ts';

export type UserKind = 'own_group' | 'own_unit' | 'academic' | 'company';

export const USER_KINDS: readonly UserKind[] = ['own_group', 'own_unit', 'academic', 'company'];

/** Who pays, and so whose price holds. */
export interface Payer {
  kind: 'group' | 'company' | 'person';
  id: string;
  /** The unit behind a group or person, null for companies and people without one. */
  unitId: string | null;
}

/** Price and rules follow the payer: who books for a company is a company's user, whoever they are. */
export function userKindOf(
  payer: Payer | null,
  instrument: { unitId: string; groupId: string | null },
): UserKind {
  if (payer === null || payer.kind === 'company') return 'company';
  if (payer.kind === 'group' && payer.id === instrument.groupId) return 'own_group';
  if (payer.unitId === instrument.unitId) return 'own_unit';
  return payer.unitId === null ? 'company' : 'academic';
}

/**
 * Who pays unless the person says otherwise: their company, else their first group, else themselves.
 * Visitors have none.
 */
export function defaultPayer(actor: Actor | null): Payer | null {
  if (actor === null) return null;
  const company = actor.holdings.find((held) => held.scopeKind === 'company');
  if (company !== undefined) return { kind: 'company', id: company.scopeId, unitId: null };
  const [group] = actor.groups;
  if (group !== undefined) return { kind: 'group', id: group.id, unitId: group.unitId };
  return { kind: 'person', id: actor.userId, unitId: actor.unitId };
}

/** The payers a person may name in `chargeTo`. */
export function payerFor(
  actor: Actor,
  chargeTo: { kind: 'group' | 'company'; id: string } | undefined,
): Payer | 'refused' {
  if (chargeTo === undefined) return defaultPayer(actor) ?? 'refused';
  if (chargeTo.kind === 'company') {
    const isTheirs = actor.holdings.some(
      (held) => held.scopeKind === 'company' && held.scopeId === chargeTo.id,
    );
    return isTheirs ? { kind: 'company', id: chargeTo.id, unitId: null } : 'refused';
  }
  const group = actor.groups.find(({ id }) => id === chargeTo.id);
  return group === undefined ? 'refused' : { kind: 'group', id: group.id, unitId: group.unitId };
}
