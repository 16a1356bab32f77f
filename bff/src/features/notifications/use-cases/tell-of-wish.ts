import { cleanLine } from '@dayi/shared/plain-text';
import type { OutboxHandler } from '../../../infra/outbox.ts';
import { findWish } from '../../search/index.ts';
import { writeNotices } from './write-notices.ts';

const SHOWN_CHARACTERS = 40;

/** Enough of a wish that its maker knows it again. */
function short(words: string): string {
  const letters = Array.from(cleanLine(words));
  const isLong = letters.length > SHOWN_CHARACTERS;
  return letters.slice(0, SHOWN_CHARACTERS).join('') + (isLong ? '…' : '');
}

/** Tells who made a wish what it was answered. */
export const tellOfWish: OutboxHandler = async (deps, event) => {
  const { what, wishId } = event.payload;
  if (what !== 'answered') return;
  const wish = await findWish(deps.db, String(wishId));
  if (wish === undefined || wish.userId === null) return;
  const params = { wish: short(wish.words), reason: wish.answer };
  const { userId } = wish;
  await writeNotices(deps, event, [
    { userId, kind: 'wish.answered', params, bookingId: null, instrumentId: null },
  ]);
};
