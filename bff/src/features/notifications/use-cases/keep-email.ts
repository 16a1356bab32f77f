import type { Deps } from '../../../deps.ts';
import { PREFERENCES_PAGE, Undeliverable } from '../../../infra/channels/channel.ts';
import { DAY, later, MINUTE } from '../../../infra/clock.ts';
import { schedule, type TaskHandler } from '../../../infra/tasks.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPerson } from '../../identity/index.ts';
import {
  type Address,
  findAddresses,
  lockAddress,
  noteTrouble,
  writeAddress,
} from '../addresses-repository.ts';
import { wordsOfCode } from '../domain/notice-words.ts';
import { codeFor, isSameCode, newNonce } from '../tokens.ts';

export const SEND_CODE = 'notifications.send_code';

export const CODE_LIFE = 30 * MINUTE;
const MOST_TRIES = 5;
const ASK_AGAIN = MINUTE;
const MOST_ASKS_A_DAY = 5;

/** Addresses differ in the case of their host only by custom of writing. */
function tidy(address: string): string {
  const [name = '', host = ''] = address.trim().split('@');
  return `${name}@${host.toLowerCase()}`;
}

/** Nobody's mailbox is filled through us. @throws Problem `request.rate_limited` */
function countAsk(before: Address | undefined, now: Date): Pick<Address, 'asks' | 'asksSince'> {
  const since = before?.asksSince ?? null;
  const isNewDay = since === null || now >= later(since, DAY);
  const asks = isNewDay ? 0 : (before?.asks ?? 0);
  const asksSince = isNewDay ? now : since;
  const free =
    asks >= MOST_ASKS_A_DAY
      ? later(asksSince, DAY)
      : later(before?.askedAt ?? new Date(0), ASK_AGAIN);
  if (free > now) {
    const retryAfterSeconds = Math.ceil((free.getTime() - now.getTime()) / 1_000);
    throw new Problem('request.rate_limited', { retryAfterSeconds });
  }
  return { asks: asks + 1, asksSince };
}

/**
 * Takes a mail address and sends a code to it; nothing else goes there before the code comes back. The
 * address before it is forgotten.
 * @throws Problem `channel.unavailable`, `request.rate_limited`
 */
export async function setEmail(deps: Deps, actor: Actor, given: string): Promise<void> {
  if (!deps.channels.has('email')) throw new Problem('channel.unavailable');
  const address = tidy(given);
  const { userId } = actor;
  await inTransaction(deps, async (trx) => {
    const now = deps.clock.now();
    const before = await lockAddress(trx, userId, 'email');
    if (before?.address === address && before.verifiedAt !== null) return;
    const nonce = newNonce();
    await writeAddress(trx, {
      userId,
      channel: 'email',
      address,
      nonce,
      codeTries: 0,
      askedAt: now,
      ...countAsk(before, now),
      verifiedAt: null,
      trouble: null,
    });
    const task = { kind: SEND_CODE, naturalKey: nonce, dueAt: now, payload: { userId, nonce } };
    await schedule(deps, trx, task);
  });
}

/** Sends the code, as long as it is the newest one and would still serve. */
export const sendCode: TaskHandler = async (deps, { payload }) => {
  const userId = String(payload['userId']);
  const one = (await findAddresses(deps.db, [userId])).find(({ channel }) => channel === 'email');
  const person = await findPerson(deps.db, userId);
  const { nonce, askedAt } = one ?? { nonce: null, askedAt: null };
  if (one === undefined || person === undefined || nonce === null || askedAt === null) return;
  if (nonce !== payload['nonce'] || deps.clock.now() > later(askedAt, CODE_LIFE)) return;
  const { address } = one;
  try {
    await deps.channels.get('email')?.send({
      id: `code-${nonce}`,
      to: address,
      language: person.locale,
      ...wordsOfCode(codeFor(deps.config.secret, { userId, address, nonce }), person.locale),
      page: PREFERENCES_PAGE,
      leaveUrl: null,
    });
  } catch (error) {
    const isFinal = error instanceof Undeliverable;
    await noteTrouble(deps.db, one, isFinal ? 'refused' : 'away');
    if (!isFinal) throw error;
    return;
  }
  await noteTrouble(deps.db, one, null);
};

/**
 * Proves an address by its code. A wrong one is counted whatever comes of the request; after five the code
 * serves no more.
 * @throws Problem `email.code_wrong`, `email.code_expired`
 */
export async function verifyEmail(deps: Deps, actor: Actor, code: string): Promise<void> {
  const { userId } = actor;
  const refusal = await inTransaction(deps, async (trx) => {
    const one = await lockAddress(trx, userId, 'email');
    if (one?.verifiedAt != null) return null;
    const now = deps.clock.now();
    const isOver =
      one?.nonce == null || one.askedAt === null || now > later(one.askedAt, CODE_LIFE);
    if (isOver || one.codeTries >= MOST_TRIES) return 'email.code_expired';
    const { address, nonce, codeTries } = one;
    const isRight = isSameCode(
      code,
      codeFor(deps.config.secret, { userId, address, nonce: nonce ?? '' }),
    );
    await writeAddress(trx, {
      ...one,
      codeTries: codeTries + 1,
      ...(isRight ? { nonce: null, verifiedAt: now, trouble: null } : {}),
    });
    return isRight ? null : 'email.code_wrong';
  });
  if (refusal !== null) throw new Problem(refusal);
}
