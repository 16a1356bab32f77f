import type { Deps } from '../../../deps.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPerson } from '../../identity/index.ts';
import type { Override } from '../domain/booking.ts';
import { withoutSums } from '../domain/decide-booking.ts';
import type { JudgedWish } from './judge-wish.ts';

/** @throws Problem `booking.owner_unknown` where nobody by that id books at all, or staff name nobody */
export async function customerOf(
  deps: Deps,
  actor: Actor,
  wish: { onBehalfOf?: string | undefined },
): Promise<Actor> {
  const isResearcher = ({ holdings }: Actor) => holdings.some(({ role }) => role === 'researcher');
  if (wish.onBehalfOf === undefined || wish.onBehalfOf === actor.userId) {
    if (!isResearcher(actor)) throw new Problem('booking.owner_unknown');
    return actor;
  }
  const person = await findPerson(deps.db, wish.onBehalfOf);
  if (person === undefined || !isResearcher(person)) throw new Problem('booking.owner_unknown');
  return person;
}

/** Whether this person runs the instrument, and so may book for others and set rules aside. */
export const isStaffOf = (actor: Actor, { instrument }: JudgedWish): boolean =>
  may(actor, 'createBlock', { crewId: instrument.crewId, unitId: instrument.unitId });

/**
 * What staff set aside, if anything; never for themselves.
 * @throws Problem `booking.rules_broken` with every rule that stands in the way
 */
export function overrideOf(
  deps: Deps,
  actor: Actor,
  customer: Actor,
  judged: JudgedWish,
  override: { reason: string } | undefined,
): Override | null {
  const { decision } = judged;
  if (decision.ok) return null;
  const isOther = actor.userId !== customer.userId;
  const broken = isOther ? decision.broken.map(withoutSums) : decision.broken;
  const isSetAside =
    override !== undefined &&
    isOther &&
    isStaffOf(actor, judged) &&
    broken.every(({ overridable }) => overridable);
  if (!isSetAside) throw new Problem('booking.rules_broken', { broken });
  return {
    codes: broken.map(({ code }) => code),
    reason: override.reason,
    actorId: actor.userId,
    at: deps.clock.now().toISOString(),
  };
}
