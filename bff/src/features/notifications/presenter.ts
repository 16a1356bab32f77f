import { currentLanguage } from '../../infra/current-request.ts';
import { later } from '../../infra/clock.ts';
import type { Address } from './addresses-repository.ts';
import type { findTroubles } from './deliveries-repository.ts';
import { ALWAYS_IN_APP } from './domain/notice-groups.ts';
import { isNoticeKind, wordsOfNotice } from './domain/notice-words.ts';
import type { OutsideChannel, Preferences } from './domain/preferences.ts';
import type { NoticeRow } from './repository.ts';
import { CODE_LIFE } from './use-cases/keep-email.ts';

export function presentNotice(notice: NoticeRow) {
  const words = isNoticeKind(notice.kind)
    ? wordsOfNotice(notice.kind, notice.params, currentLanguage())
    : { title: notice.kind, body: '' };
  return {
    id: notice.id,
    kind: notice.kind,
    group: notice.group,
    ...words,
    bookingId: notice.bookingId,
    instrumentId: notice.instrumentId,
    bulletinId: notice.params['bulletinId'] ?? null,
    readAt: notice.readAt?.toISOString() ?? null,
    createdAt: notice.createdAt.toISOString(),
  };
}

interface Standing {
  preferences: Preferences;
  addresses: readonly Address[];
  troubles: Awaited<ReturnType<typeof findTroubles>>;
  open: readonly OutsideChannel[];
  now: Date;
}

function presentTrouble(one: Address | undefined, { troubles }: Standing) {
  if (one === undefined) return null;
  if (one.verifiedAt === null) {
    return one.trouble === null || one.askedAt === null
      ? null
      : { reason: one.trouble, isFinal: one.trouble === 'refused', at: one.askedAt.toISOString() };
  }
  const found = troubles.get(one.channel);
  // What went wrong before this address was proved is another address's trouble.
  if (found === undefined || found.at < one.verifiedAt) return null;
  return { reason: found.trouble, isFinal: found.isFinal, at: found.at.toISOString() };
}

function presentChannel(channel: OutsideChannel, standing: Standing) {
  const one = standing.addresses.find((address) => address.channel === channel);
  const codeUntil =
    one?.nonce != null && one.askedAt !== null ? later(one.askedAt, CODE_LIFE) : null;
  return {
    isOpen: standing.open.includes(channel),
    // What Alipay calls a person is no address that they would know.
    address: channel === 'email' ? (one?.address ?? null) : null,
    verifiedAt: one?.verifiedAt?.toISOString() ?? null,
    codeUntil: codeUntil !== null && codeUntil > standing.now ? codeUntil.toISOString() : null,
    trouble: presentTrouble(one, standing),
  };
}

const wallTime = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export function presentPreferences(standing: Standing) {
  const { choices, quiet, version } = standing.preferences;
  return {
    choices,
    alwaysInApp: [...ALWAYS_IN_APP],
    quiet: quiet === null ? null : { from: wallTime(quiet.from), to: wallTime(quiet.to) },
    channels: {
      email: presentChannel('email', standing),
      alipay: presentChannel('alipay', standing),
    },
    version,
  };
}
