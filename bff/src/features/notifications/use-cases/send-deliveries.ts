import type { Deps } from '../../../deps.ts';
import { type Message, Undeliverable } from '../../../infra/channels/channel.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { claimDeliveries, type Delivery, endTry } from '../deliveries-repository.ts';
import { isNoticeKind, wordsOfNotice } from '../domain/notice-words.ts';
import type { OutsideChannel } from '../domain/preferences.ts';
import { nextTryAt } from '../domain/retries.ts';
import { findPreferences } from '../preferences-repository.ts';
import type { NoticeRow } from '../repository.ts';
import { signLeave } from '../tokens.ts';

const BATCH = 16;
const ERROR_LENGTH = 500;

/** The page a notice leads to, from the root of the app. */
function pageOf(notice: NoticeRow): string {
  if (notice.bookingId !== null) return `/sharing/bookings/detail/index?id=${notice.bookingId}`;
  if (notice.kind === 'review.to_judge') return '/governance/reviews/appeals/index';
  const { bulletinId } = notice.params;
  if (bulletinId) return `/governance/bulletins/detail/index?id=${bulletinId}`;
  if (notice.instrumentId === null) return '/pages/notices/index';
  const page = notice.kind.startsWith('alarm.')
    ? '/monitoring/instruments/run'
    : '/sharing/instruments/detail';
  return `${page}/index?id=${notice.instrumentId}`;
}

/** Where one click leaves the channel, without signing in (RFC 8058). */
function leaveUrl(deps: Deps, userId: string, channel: OutsideChannel): string {
  const token = signLeave(deps.config.secret, userId, channel);
  return `${deps.config.publicUrl}/api/v1/notices/unsubscriptions/${token}`;
}

function messageOf(deps: Deps, delivery: Delivery, to: string): Message {
  const { notice, locale: language, channel } = delivery;
  const words = isNoticeKind(notice.kind)
    ? wordsOfNotice(notice.kind, notice.params, language)
    : { title: notice.kind, body: '' };
  return {
    id: delivery.id,
    to,
    language,
    ...words,
    page: pageOf(notice),
    leaveUrl: channel === 'email' ? leaveUrl(deps, notice.userId, channel) : null,
  };
}

/** Whoever changed their mind since is left alone. */
async function isStillWanted(deps: Deps, { notice, channel, address }: Delivery): Promise<boolean> {
  if (address === null) return false;
  const { choices } = await findPreferences(deps.db, notice.userId);
  return choices[notice.group][channel];
}

async function deliver(deps: Deps, delivery: Delivery): Promise<void> {
  const { id, channel, address } = delivery;
  const count = (outcome: string) => {
    deps.metrics.noticesSent.inc({ channel, outcome });
  };
  if (address === null || !(await isStillWanted(deps, delivery))) {
    await endTry(deps.db, id, { state: 'dropped', endedAt: deps.clock.now() });
    count('dropped');
    return;
  }
  try {
    await deps.channels.get(channel)?.send(messageOf(deps, delivery, address));
  } catch (error) {
    const isFinal = error instanceof Undeliverable;
    const now = deps.clock.now();
    const dueAt = isFinal ? null : nextTryAt(now, delivery.tries);
    const trouble = isFinal ? ('refused' as const) : ('away' as const);
    const why = { trouble, lastError: String(error).slice(0, ERROR_LENGTH) };
    // Never the address: it is a person's.
    deps.logger.warn({ deliveryId: id, channel, tries: delivery.tries, isFinal }, 'not delivered');
    if (dueAt === null) await endTry(deps.db, id, { state: 'failed', endedAt: now, ...why });
    else await endTry(deps.db, id, { state: 'waiting', dueAt, ...why });
    count(dueAt === null ? 'failed' : 'retried');
    return;
  }
  await endTry(deps.db, id, { state: 'sent', endedAt: deps.clock.now() });
  count('sent');
}

/**
 * Sends what is due by mail and Alipay: at least once, and not again once a server has taken it. What
 * fails is tried again with growing waits, and given up after about a day and a half, or at once where
 * the address is refused.
 * @returns how many were taken up.
 */
export async function sendDeliveries(deps: Deps): Promise<number> {
  const channels = [...deps.channels.keys()];
  if (channels.length === 0) return 0;
  const claimed = await inTransaction({ ...deps, wakeWorker: () => undefined }, (trx) =>
    claimDeliveries(trx, channels, deps.clock.now(), BATCH),
  );
  await Promise.all(claimed.map((delivery) => deliver(deps, delivery)));
  return claimed.length;
}
