import { z } from 'zod';
import { Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';

const NoticeGroup = z.enum(['work', 'bookings', 'results', 'money', 'reviews', 'searches']);

const Notice = z.object({
  id: Id,
  kind: z.string(),
  group: NoticeGroup,
  title: z.string(),
  body: z.string(),
  bookingId: Id.nullable(),
  instrumentId: Id.nullable(),
  bulletinId: Id.nullable(),
  readAt: Instant.nullable(),
  createdAt: Instant,
});

const Choice = z.strictObject({ app: z.boolean(), email: z.boolean(), alipay: z.boolean() });

const Choices = z.strictObject({
  work: Choice,
  bookings: Choice,
  results: Choice,
  money: Choice,
  reviews: Choice,
  searches: Choice,
});

/** Wall-clock time of the person's own zone. */
const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const Quiet = z.strictObject({ from: WallTime, to: WallTime }).nullable();

const ChannelState = z.object({
  /** Whether this installation has the channel at all. */
  isOpen: z.boolean(),
  address: z.string().nullable(),
  verifiedAt: Instant.nullable(),
  /** A code was sent and waits to be typed in, until then. */
  codeUntil: Instant.nullable(),
  /** Of the last thing sent: the address said no, or the channel could not be reached. */
  trouble: z
    .object({ reason: z.enum(['refused', 'away']), isFinal: z.boolean(), at: Instant })
    .nullable(),
});

const Preferences = z.object({
  choices: Choices,
  /** Groups that the app always shows. */
  alwaysInApp: z.array(NoticeGroup),
  quiet: Quiet,
  channels: z.object({ email: ChannelState, alipay: ChannelState }),
  /** Also the `ETag`, which `If-Match` may ask for. */
  version: z.int().min(0),
});

export const noticeContracts = {
  listNotices: {
    summary: 'My notices, newest first',
    query: z.strictObject({
      ...pageQuery,
      group: NoticeGroup.optional(),
      unread: z.enum(['true', 'false']).optional(),
    }),
    responses: { 200: pageOf(Notice).extend({ unread: z.int().min(0) }) },
    problems: ['request.cursor_invalid'],
  },
  readNotices: {
    summary: 'Mark notices as read; all of them where no ids are given',
    body: z.strictObject({ ids: z.array(Id).max(200).optional() }),
    responses: { 200: z.object({ unread: z.int().min(0) }) },
  },
  getNoticePreferences: {
    summary: 'What I hear of by which channel, and when not',
    responses: { 200: Preferences },
  },
  setNoticePreferences: {
    summary: 'Choose what I hear of by which channel, and quiet hours for those outside the app',
    body: z.strictObject({ choices: Choices, quiet: Quiet }),
    responses: { 200: Preferences },
    problems: ['request.stale'],
  },
  setEmail: {
    summary: 'Give a mail address; it is used once the code sent to it comes back',
    body: z.strictObject({ address: z.email().max(254) }),
    responses: { 200: Preferences },
    problems: ['channel.unavailable', 'request.rate_limited'],
  },
  verifyEmail: {
    summary: 'Prove that the address is mine, by the code sent to it',
    body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
    responses: { 200: Preferences },
    problems: ['email.code_wrong', 'email.code_expired'],
  },
  removeEmail: {
    summary: 'Take my mail address back; no more mail',
    responses: { 204: null },
  },
  linkAlipay: {
    summary: 'Let Alipay’s messages reach me, by the consent code of its app',
    body: z.strictObject({ authCode: z.string().min(1).max(200) }),
    responses: { 200: Preferences },
    problems: ['channel.unavailable', 'alipay.link_refused'],
  },
  unlinkAlipay: {
    summary: 'No more messages by Alipay',
    responses: { 204: null },
  },
  leaveChannel: {
    summary: 'Leave a channel by the one click of a mail (RFC 8058)',
    params: z.strictObject({ token: z.string().max(200) }),
    responses: { 204: null },
    problems: ['resource.not_found'],
  },
} satisfies Record<string, Contract>;
