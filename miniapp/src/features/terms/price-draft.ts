import { parseYuan, yuanOf } from '../../lib/money-input';
import type { NewPriceList, PriceList } from './api';

export const kinds = ['own_group', 'own_unit', 'academic', 'company'] as const;
export type Kind = (typeof kinds)[number];

type Item = PriceList['items'][number];

/** What is charged for, the same for every kind of user. */
export interface PriceLine {
  key: string;
  item: Item['item'];
  testItemId: string | null;
  name: string;
}

/** A price list while it is typed. An empty sum is no price: those users cannot book that. */
export interface PriceDraft {
  lines: PriceLine[];
  /** Sums in yuan, by kind and line. */
  typed: Record<string, string>;
  chargingMode: PriceList['chargingMode'];
  offPeak: PriceList['offPeak'];
  minimum: string;
  subsidy: string;
  validFrom: string;
}

/** What a charging mode is called in the words of the screens. */
export function modeWord(mode: PriceList['chargingMode']): 'booked' | 'used' | 'over' {
  if (mode === 'use') return 'used';
  return mode === 'overage' ? 'over' : 'booked';
}

const timed = ['machine_hour', 'crew_hour', 'start_up'] as const;

const keyOf = (item: string, testItemId: string | null, name: string) =>
  item === 'sample' ? `sample-${testItemId ?? name}` : item === 'consumable' ? `of-${name}` : item;

export const sumKey = (kind: Kind, line: Pick<PriceLine, 'key'>) => `${kind}-${line.key}`;

function linesOf(list: PriceList, testItems: readonly { id: string; name: string }[]): PriceLine[] {
  const lines = new Map<string, PriceLine>();
  const put = (item: Item['item'], testItemId: string | null, name: string) => {
    const key = keyOf(item, testItemId, name);
    if (!lines.has(key)) lines.set(key, { key, item, testItemId, name });
  };
  const nameOf = (item: string) => list.items.find((one) => one.item === item)?.name ?? '';
  for (const item of timed) put(item, null, nameOf(item));
  for (const { item, testItemId, name } of list.items) put(item, testItemId, name);
  for (const { id, name } of testItems) put('sample', id, name);
  return [...lines.values()];
}

export function draftOf(
  list: PriceList,
  testItems: readonly { id: string; name: string }[],
  validFrom: string,
): PriceDraft {
  const typed: Record<string, string> = {};
  for (const { userKind, item, testItemId, name, unitFen } of list.items) {
    typed[sumKey(userKind, { key: keyOf(item, testItemId, name) })] = yuanOf(unitFen);
  }
  return {
    lines: linesOf(list, testItems),
    typed,
    chargingMode: list.chargingMode,
    offPeak: list.offPeak,
    minimum: yuanOf(list.minimumFen),
    subsidy: yuanOf(list.subsidyPerHourFen),
    validFrom,
  };
}

/** A test item that the instrument has not had yet. */
export function withTestItem(draft: PriceDraft, name: string): PriceDraft {
  const line = {
    key: keyOf('sample', null, name),
    item: 'sample' as const,
    testItemId: null,
    name,
  };
  return { ...draft, lines: [...draft.lines, line] };
}

/** Offered no more: its sums are emptied for every kind, and what was never saved is gone. */
export function withoutLine(draft: PriceDraft, line: PriceLine): PriceDraft {
  const gone = new Set(kinds.map((kind) => sumKey(kind, line)));
  const typed = Object.fromEntries(Object.entries(draft.typed).filter(([key]) => !gone.has(key)));
  const isNew = line.item === 'sample' && line.testItemId === null;
  return {
    ...draft,
    typed,
    lines: isNew ? draft.lines.filter((one) => one !== line) : draft.lines,
  };
}

export const hasLine = ({ lines }: PriceDraft, name: string): boolean =>
  lines.some((line) => line.item === 'sample' && line.name === name);

/** Fen as typed; null for no price, undefined where it is no sum. */
export function sumOf(
  { typed }: PriceDraft,
  kind: Kind,
  line: PriceLine,
): number | null | undefined {
  const text = (typed[sumKey(kind, line)] ?? '').trim();
  return text === '' ? null : (parseYuan(text) ?? undefined);
}

const isEmptySpan = ({ from, to }: PriceList['offPeak'][number]) => from === to;

export type PriceFlaw = 'sum' | 'span' | 'nothing';

/** The list to send, or what is wrong with it first. */
export function listOf(draft: PriceDraft): { body: NewPriceList } | { flaw: PriceFlaw } {
  const [minimumFen, subsidyPerHourFen] = [parseYuan(draft.minimum), parseYuan(draft.subsidy)];
  const sums = kinds.flatMap((userKind) =>
    draft.lines.map((line) => ({ userKind, line, unitFen: sumOf(draft, userKind, line) })),
  );
  const isWrong = sums.some(({ unitFen }) => unitFen === undefined);
  if (isWrong || minimumFen === null || subsidyPerHourFen === null) return { flaw: 'sum' };
  if (draft.offPeak.some(isEmptySpan)) return { flaw: 'span' };
  const items = sums.flatMap(({ userKind, line, unitFen }) => {
    const { item, testItemId, name } = line;
    return typeof unitFen === 'number' ? [{ userKind, item, testItemId, name, unitFen }] : [];
  });
  if (!items.length) return { flaw: 'nothing' };
  const { chargingMode, offPeak, validFrom } = draft;
  return {
    body: { chargingMode, offPeak, validFrom, items, minimumFen, subsidyPerHourFen },
  };
}

export interface SumChange {
  kind: Kind;
  line: PriceLine;
  /** Null is no price. */
  before: number | null;
  after: number | null;
}

/** Every sum that is another than today's, whichever kind of user is being looked at. */
export function changedSums(before: PriceDraft, after: PriceDraft): SumChange[] {
  return kinds.flatMap((kind) =>
    after.lines.flatMap((line) => {
      const [old, fresh] = [sumOf(before, kind, line) ?? null, sumOf(after, kind, line)];
      return fresh === undefined || fresh === old
        ? []
        : [{ kind, line, before: old, after: fresh }];
    }),
  );
}
