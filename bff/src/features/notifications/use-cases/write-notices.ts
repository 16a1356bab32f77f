import type { Deps } from '../../../deps.ts';
import { publishLive } from '../../../infra/live-bus.ts';
import type { OutboxEvent } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { findTimeZones } from '../../identity/index.ts';
import { findAddresses } from '../addresses-repository.ts';
import { type NewDelivery, insertDeliveries } from '../deliveries-repository.ts';
import { groupOf } from '../domain/notice-groups.ts';
import type { NoticeKind } from '../domain/notice-words.ts';
import { NO_PREFERENCES, OUTSIDE_CHANNELS, speaksAt } from '../domain/preferences.ts';
import { findAllPreferences } from '../preferences-repository.ts';
import { findNoticeIds, insertNotice } from '../repository.ts';

export interface News {
  userId: string;
  kind: NoticeKind;
  params: Record<string, string | null>;
  bookingId: string | null;
  instrumentId: string | null;
}

/**
 * Writes an event's notices, one for each person, with what is to go out by mail and Alipay. Both stand or
 * fall together, and the event makes them one: told again, also after a crash between, nothing is written
 * twice and nothing is missing.
 */
export async function writeNotices(
  deps: Deps,
  event: Pick<OutboxEvent, 'seq' | 'createdAt'>,
  news: readonly News[],
): Promise<void> {
  const people = [...new Map(news.map((one) => [one.userId, one])).values()];
  if (people.length === 0) return;
  const userIds = people.map(({ userId }) => userId);
  const naturalKey = `outbox:${String(event.seq)}`;
  const { preferences, shown } = await inTransaction(deps, async (trx) => {
    const chosen = await findAllPreferences(trx, userIds);
    const addresses = (await findAddresses(trx, userIds)).filter(
      ({ channel, verifiedAt }) => verifiedAt !== null && deps.channels.has(channel),
    );
    const zones = await findTimeZones(trx, addresses.length === 0 ? [] : userIds);
    for (const one of people) {
      const group = groupOf(one.kind);
      const { choices, quiet } = chosen.get(one.userId) ?? NO_PREFERENCES;
      const noticeId = deps.newId();
      const isNew = await insertNotice(trx, {
        ...one,
        id: noticeId,
        group,
        naturalKey,
        inApp: choices[group].app,
        readAt: null,
        createdAt: event.createdAt,
      });
      if (!isNew) continue;
      const now = deps.clock.now();
      const dueAt = speaksAt(now, quiet, zones.get(one.userId) ?? 'Asia/Shanghai');
      const own = addresses.filter(({ userId }) => userId === one.userId);
      const deliveries = OUTSIDE_CHANNELS.flatMap((channel): NewDelivery[] =>
        choices[group][channel] && own.some((address) => address.channel === channel)
          ? [{ id: deps.newId(), noticeId, channel, dueAt, createdAt: now }]
          : [],
      );
      await insertDeliveries(trx, deliveries);
    }
    return { preferences: chosen, shown: await findNoticeIds(trx, naturalKey, userIds) };
  });
  // Told again where the first telling failed: to a phone it is a hint to look, nothing more.
  for (const { userId, kind } of people) {
    const noticeId = shown.get(userId);
    const { choices } = preferences.get(userId) ?? NO_PREFERENCES;
    if (noticeId === undefined || !choices[groupOf(kind)].app) continue;
    await publishLive(deps, {
      event: 'notice',
      topic: `user:${userId}`,
      seq: event.seq,
      data: { noticeId, kind },
    });
  }
}
