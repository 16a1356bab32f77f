import type { UserKind } from '../../instruments/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { Dimension } from './column.ts';
import type { Slots } from './slots.ts';

/** Everything a list may be narrowed by. */
export interface SearchFilter {
  /** The beginning of a class code: `01` or `010000` hold every 01xxxx. */
  classCode?: string | undefined;
  /** A city by its code or its name, with or without 市. */
  city?: string | undefined;
  unitId?: string | undefined;
  maker?: string | undefined;
  priceMinFen?: number | undefined;
  priceMaxFen?: number | undefined;
  voucher?: boolean | undefined;
  openTo?: UserKind | undefined;
  /** Whose price the limits mean. */
  userKind: UserKind;
}

/** What a question says in words of price and vouchers. */
export const saidFilter = ({ priceMinFen, priceMaxFen, voucher }: Slots) => ({
  priceMinFen: priceMinFen ?? undefined,
  priceMaxFen: priceMaxFen ?? undefined,
  voucher: voucher ? true : undefined,
});

/** Upper classes end in zeros: 010000 holds every 01xxxx. */
const classPrefix = (code: string) => code.replace(/(00){1,2}$/, '');

/** The numbers of a dimension's values that pass, as flags: a mask of few values instead of many documents. */
function mask(
  dimension: Dimension,
  isWanted: (value: string, name: string) => boolean,
): Uint8Array {
  return Uint8Array.from(dimension.values, (value, at) =>
    isWanted(value, dimension.names[at] ?? '') ? 1 : 0,
  );
}

/** A test of document numbers; retired ones never pass. */
export function matcher(catalogue: Catalogue, filter: SearchFilter): (doc: number) => boolean {
  const isAlive = (doc: number) => catalogue.isAlive(doc);
  const tests: ((doc: number) => boolean)[] = [isAlive];
  const among = (dimension: Dimension, isWanted: (value: string, name: string) => boolean) => {
    const wanted = mask(dimension, isWanted);
    tests.push((doc) => wanted[dimension.numberOf(doc)] === 1);
  };
  const { classCode, city, unitId, maker, priceMinFen, priceMaxFen, voucher, openTo, userKind } =
    filter;
  if (classCode !== undefined) {
    const prefix = classPrefix(classCode);
    among(catalogue.class, (code) => code.startsWith(prefix));
  }
  if (city !== undefined) {
    among(catalogue.city, (code, name) => [code, name, name.replace(/市$/, '')].includes(city));
  }
  if (unitId !== undefined) among(catalogue.unit, (id) => id === unitId);
  if (maker !== undefined) {
    const wanted = maker.toLowerCase();
    among(catalogue.maker, (name) => name.toLowerCase() === wanted);
  }
  if (priceMinFen !== undefined) {
    tests.push((doc) => catalogue.priceOf(doc, userKind) >= priceMinFen);
  }
  if (priceMaxFen !== undefined) {
    tests.push((doc) => catalogue.priceOf(doc, userKind) <= priceMaxFen);
  }
  if (voucher !== undefined) tests.push((doc) => catalogue.acceptsVouchers(doc) === voucher);
  if (openTo !== undefined) tests.push((doc) => catalogue.hasPrice(doc, openTo));
  if (tests.length === 1) return isAlive;
  return (doc) => {
    for (const test of tests) if (!test(doc)) return false;
    return true;
  };
}
