import type { UserKind } from '../../instruments/index.ts';
import { type PriceList, type QuoteLine, single, startUp, topUp } from './price-list.ts';

/**
 * The price of samples by test item, in fen: the start-up fee once, at least the minimum charge. A
 * subsidy is per hour and so none here. Null where any item has no price for this kind of user.
 */
export function quoteSamples(
  list: PriceList,
  userKind: UserKind,
  items: readonly { testItemId: string; count: number }[],
): QuoteLine[] | null {
  const lines: QuoteLine[] = [];
  for (const { testItemId, count } of items) {
    const price = list.items.find(
      (row) => row.userKind === userKind && row.item === 'sample' && row.testItemId === testItemId,
    );
    if (price === undefined) return null;
    lines.push(single('sample', price.name, price.unitFen, count));
  }
  const isFree = lines.every(({ amountFen }) => amountFen === 0);
  lines.push(...startUp(list, userKind));
  return [...lines, ...topUp(list, lines, isFree)];
}
