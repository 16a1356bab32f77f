import { z } from 'zod';
import { Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';

const Notice = z.object({
  id: Id,
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  bookingId: Id.nullable(),
  instrumentId: Id.nullable(),
  readAt: Instant.nullable(),
  createdAt: Instant,
});

export const noticeContracts = {
  listNotices: {
    summary: 'My notices, newest first',
    query: z.strictObject(pageQuery),
    responses: { 200: pageOf(Notice).extend({ unread: z.int().min(0) }) },
    problems: ['request.cursor_invalid'],
  },
  readNotices: {
    summary: 'Mark notices as read; all of them where no ids are given',
    body: z.strictObject({ ids: z.array(Id).max(200).optional() }),
    responses: { 200: z.object({ unread: z.int().min(0) }) },
  },
} satisfies Record<string, Contract>;
