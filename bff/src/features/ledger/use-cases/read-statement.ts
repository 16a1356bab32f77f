import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { RouteName } from '@dayi/shared/routes/index';
import { DateTime } from 'luxon';
import type { Deps } from '../../../deps.ts';
import { decodeCursor, pageOf } from '../../../infra/cursor.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  findHeldAccount,
  findMovements,
  type HeldAccount,
  type Movement,
  sumBefore,
} from '../statement-repository.ts';

/**
 * The account, and how this person reads a movement on it: who may only as a member of its group sees of
 * colleagues' bookings the sums alone.
 * @throws Problem `account.not_found` where it is not theirs to see
 */
async function readAccountFor(deps: Deps, actor: Actor, id: string, route: RouteName) {
  const account = await findHeldAccount(deps.db, id);
  if (account === undefined) throw new Problem('account.not_found');
  const { payerId, payerKind, principalId, unitId } = account;
  const scope = {
    unitId,
    principalId,
    ...(payerKind === 'person' ? { ownerId: payerId } : {}),
    ...(payerKind === 'company' ? { companyId: payerId } : {}),
  };
  const seesAll = may(actor, route, scope);
  const isMember = payerKind === 'group' && may(actor, route, { ...scope, groupId: payerId });
  if (!seesAll && !isMember) throw new Problem('account.not_found');
  const asSeen = (one: Movement): Movement =>
    seesAll || one.booking?.ownerId === actor.userId ? one : { ...one, booking: null };
  return { account, asSeen };
}

function cursorOf(text: string): { at: Date; seq: number } {
  const [instant, seq] = decodeCursor(text, 2);
  const at = new Date(String(instant));
  if (Number.isNaN(at.getTime()) || !Number.isSafeInteger(seq)) {
    throw new Problem('request.cursor_invalid');
  }
  return { at, seq: Number(seq) };
}

function presentMovement(actor: Actor, { unitId }: HeldAccount, one: Movement) {
  const { booking } = one;
  const isOpen =
    booking !== null &&
    may(actor, 'getBooking', {
      ownerId: booking.ownerId,
      crewId: booking.crewId,
      companyId: booking.companyId,
      unitId,
    });
  return {
    id: String(one.seq),
    at: one.at.toISOString(),
    kind: one.kind,
    bookingId: isOpen ? booking.id : null,
    instrumentName: booking?.instrumentName ?? null,
    who: booking?.ownerName ?? null,
    amountFen: one.amountFen,
    balanceFen: one.balanceFen,
  };
}

/**
 * A page of what moved on an account, straight from its postings, between what it held before and after.
 * @throws Problem `account.not_found`, `request.cursor_invalid`
 */
export async function readStatement(
  deps: Deps,
  actor: Actor,
  id: string,
  query: CheckedRequest<'getStatement'>['query'],
) {
  const { account, asSeen } = await readAccountFor(deps, actor, id, 'getStatement');
  const [from, to] = [new Date(query.from), new Date(query.to)];
  const found = await findMovements(deps.db, id, {
    from,
    to,
    limit: query.limit + 1,
    after: query.cursor === undefined ? undefined : cursorOf(query.cursor),
  });
  const { rows, nextCursor } = pageOf(found, query.limit, ({ at, seq }) => [at.toISOString(), seq]);
  return {
    account: {
      id,
      unitId: account.unitId,
      unitName: account.unitName,
      payer: { kind: account.payerKind, id: account.payerId, name: account.payerName },
      balanceFen: account.balanceFen,
    },
    timeZone: account.timeZone,
    openingFen: await sumBefore(deps.db, id, from),
    closingFen: await sumBefore(deps.db, id, to),
    items: rows.map((one) => presentMovement(actor, account, asSeen(one))),
    nextCursor,
  };
}

/** A month of an account, as its files tell it. */
export interface MonthStatement {
  month: string;
  account: HeldAccount;
  openingFen: number;
  closingFen: number;
  movements: Movement[];
}

/** @throws Problem `account.not_found` */
export async function readMonth(
  deps: Deps,
  actor: Actor,
  id: string,
  month: string,
  route: 'getStatementSheet' | 'getStatementPdf',
): Promise<MonthStatement> {
  const { account, asSeen } = await readAccountFor(deps, actor, id, route);
  const start = DateTime.fromISO(`${month}-01`, { zone: account.timeZone });
  const [from, to] = [start.toJSDate(), start.plus({ months: 1 }).toJSDate()];
  const movements = (await findMovements(deps.db, id, { from, to })).map(asSeen);
  const openingFen = await sumBefore(deps.db, id, from);
  return { month, account, movements, openingFen, closingFen: await sumBefore(deps.db, id, to) };
}
