import {
  type Cell,
  type OffPeak,
  readChoice,
  readDate,
  readFlag,
  readHours,
  readMoney,
  readNumber,
  readOffPeak,
  readParameters,
  readTestItems,
  readText,
  type TestItem,
  textOf,
} from './import-cells.ts';
import { PRICE_NAMES, PRICED, priceColumn } from './import-columns.ts';
import type { ImportError, ImportErrorCode } from './import-errors.ts';
import { type BookingRules, DEFAULT_RULES } from './rules.ts';
import { USER_KINDS, type UserKind } from './user-kind.ts';

export interface ImportedPrice {
  userKind: UserKind;
  item: 'machine_hour' | 'crew_hour' | 'start_up' | 'sample';
  name: string;
  unitFen: number;
  /** Name of the test item that a sample price belongs to. */
  testItem: string | null;
}

/** One row as it will be written; which unit it belongs to is the caller's to find. */
export interface ImportedInstrument {
  innerCode: string;
  name: string;
  nameEn: string | null;
  classCode: string;
  maker: string;
  model: string;
  description: string;
  parameters: { name: string; value: string }[];
  crew: string | null;
  group: string | null;
  room: string;
  address: string | null;
  lat: number | null;
  lon: number | null;
  commissionedOn: string | null;
  originalValueFen: number | null;
  status: 'open' | 'paused' | 'repair' | 'retired';
  stations: number;
  takesTime: boolean;
  acceptsVouchers: boolean;
  rules: BookingRules;
  testItems: string[];
  prices: {
    chargingMode: 'reservation' | 'use' | 'overage';
    offPeak: OffPeak[];
    minimumFen: number;
    subsidyPerHourFen: number;
    validFrom: string | null;
    items: ImportedPrice[];
  };
}

export type RowDecision =
  { ok: true; instrument: ImportedInstrument } | { ok: false; errors: ImportError[] };

const STATUS = { open: '开放', paused: '暂停', repair: '维修', retired: '报废' } as const;
const APPROVAL = { none: '不要', outside: '校外', all: '都要' } as const;
const SERVICE = { self: '自己上机', crew: '机组代测', both: '都可' } as const;
const CHARGING = { reservation: '按预约', use: '按实际', overage: '按超出' } as const;

const MONTH = 44_640;

function readKinds(text: string): Cell<UserKind[]> {
  const words = text.split(/[,，、\s]+/).filter(Boolean);
  const kinds = USER_KINDS.filter((kind) => words.includes(kind));
  return kinds.length === words.length && kinds.length > 0
    ? { ok: true, value: kinds }
    : { ok: false, code: 'import.not_allowed', values: { options: USER_KINDS.join('、') } };
}

/** Reads cells of one row and gathers what is wrong with them. */
function reader(row: number, cells: Readonly<Record<string, unknown>>) {
  const errors: ImportError[] = [];
  const refuse = (column: string, code: ImportErrorCode, values: ImportError['values'] = {}) => {
    errors.push({ row, column, code, values });
  };
  return {
    errors,
    refuse,
    optional<T, D>(column: string, read: (text: string) => Cell<T>, fallback: D): T | D {
      const text = textOf(cells[column]);
      if (text === '') return fallback;
      const cell = read(text);
      if (cell.ok) return cell.value;
      refuse(column, cell.code, cell.values);
      return fallback;
    },
    required(column: string, read: (text: string) => Cell<string>): string {
      if (textOf(cells[column]) === '') refuse(column, 'import.required');
      return this.optional(column, read, '');
    },
  };
}

type Reader = ReturnType<typeof reader>;

function readRules(cells: Reader): BookingRules {
  const minutes = (column: string, fallback: number, from = 0) =>
    cells.optional(column, readNumber(from, MONTH), fallback);
  const base = DEFAULT_RULES;
  const rules: BookingRules = {
    ...base,
    openingHours: cells.optional('opening_hours', readHours, base.openingHours),
    closedOnHolidays: cells.optional('closed_on_holidays', readFlag, base.closedOnHolidays),
    gridMinutes: cells.optional('grid_minutes', readNumber(15, 1440), base.gridMinutes),
    minMinutes: minutes('min_minutes', base.minMinutes, 15),
    maxMinutes: minutes('max_minutes', base.maxMinutes, 15),
    leadMinutes: minutes('lead_minutes', base.leadMinutes),
    horizonDays: cells.optional('horizon_days', readNumber(1, 366), base.horizonDays),
    bufferBeforeMinutes: minutes('buffer_before_minutes', base.bufferBeforeMinutes),
    bufferAfterMinutes: minutes('buffer_after_minutes', base.bufferAfterMinutes),
    approval: cells.optional('approval', readChoice(APPROVAL), base.approval),
    service: cells.optional('service', readChoice(SERVICE), base.service),
    acceptedUserKinds: cells.optional('accepted_user_kinds', readKinds, base.acceptedUserKinds),
    freeCancelMinutes: minutes('free_cancel_minutes', base.freeCancelMinutes),
    lateCancelPercent: cells.optional(
      'late_cancel_percent',
      readNumber(0, 100),
      base.lateCancelPercent,
    ),
    noShowPercent: cells.optional('no_show_percent', readNumber(0, 100), base.noShowPercent),
    resultsCheckedBySecond: cells.optional(
      'results_checked_by_second',
      readFlag,
      base.resultsCheckedBySecond,
    ),
    keepResultsDays: cells.optional(
      'keep_results_days',
      readNumber(31, 36_500),
      base.keepResultsDays,
    ),
  };
  if (rules.gridMinutes % 15 !== 0)
    cells.refuse('grid_minutes', 'import.not_on_grid', { step: 15 });
  if (rules.minMinutes > rules.maxMinutes) {
    cells.refuse('min_minutes', 'import.order', { other: 'max_minutes' });
  }
  return rules;
}

function readPrices(cells: Reader, testItems: readonly TestItem[]): ImportedInstrument['prices'] {
  const hourly = PRICED.flatMap((item) =>
    USER_KINDS.flatMap((userKind): ImportedPrice[] => {
      const unitFen = cells.optional(priceColumn(item, userKind), readMoney, null);
      const name = PRICE_NAMES[item] ?? '';
      return unitFen === null ? [] : [{ userKind, item, name, unitFen, testItem: null }];
    }),
  );
  const samples = testItems.flatMap(({ name, prices }) =>
    USER_KINDS.flatMap((userKind, index): ImportedPrice[] => {
      const unitFen = prices[index] ?? null;
      return unitFen === null ? [] : [{ userKind, item: 'sample', name, unitFen, testItem: name }];
    }),
  );
  return {
    chargingMode: cells.optional('charging_mode', readChoice(CHARGING), 'reservation'),
    offPeak: cells.optional('off_peak', readOffPeak, []),
    minimumFen: cells.optional('minimum_charge', readMoney, 0),
    subsidyPerHourFen: cells.optional('subsidy_per_hour', readMoney, 0),
    validFrom: cells.optional('prices_from', readDate, null),
    items: [...hourly, ...samples],
  };
}

/**
 * Reads one row by the documented columns, or lists everything that is wrong with it.
 * @param classCodes the class codes there are.
 */
export function decideRow(
  row: number,
  values: Readonly<Record<string, unknown>>,
  classCodes: ReadonlySet<string>,
): RowDecision {
  const cells = reader(row, values);
  const testItems = cells.optional('test_items', readTestItems, []);
  const instrument: ImportedInstrument = {
    innerCode: cells.required('inner_code', readText(60)),
    name: cells.required('name', readText(160)),
    nameEn: cells.optional('name_en', readText(200), null),
    classCode: cells.required('class_code', readText(6)),
    maker: cells.required('maker', readText(120)),
    model: cells.required('model', readText(120)),
    description: cells.optional('description', readText(4000), ''),
    parameters: cells.optional('parameters', readParameters, []),
    crew: cells.optional('crew', readText(80), null),
    group: cells.optional('group', readText(80), null),
    room: cells.optional('room', readText(80), ''),
    address: cells.optional('address', readText(200), null),
    lat: cells.optional('lat', readNumber(-90, 90, false), null),
    lon: cells.optional('lon', readNumber(-180, 180, false), null),
    commissionedOn: cells.optional('commissioned_on', readDate, null),
    originalValueFen: cells.optional('original_value', readMoney, null),
    status: cells.optional('status', readChoice(STATUS), 'open'),
    stations: cells.optional('stations', readNumber(1, 50), 1),
    takesTime: cells.optional('takes_time', readFlag, true),
    acceptsVouchers: cells.optional('accepts_vouchers', readFlag, false),
    rules: readRules(cells),
    testItems: testItems.map(({ name }) => name),
    prices: readPrices(cells, testItems),
  };
  const { classCode, lat, lon } = instrument;
  if (classCode !== '' && !classCodes.has(classCode)) {
    cells.refuse('class_code', 'import.unknown_class', { value: classCode });
  }
  if ((lat === null) !== (lon === null)) {
    const missing = lat === null ? 'lat' : 'lon';
    if (!cells.errors.some(({ column }) => column === missing))
      cells.refuse(missing, 'import.required');
  }
  return cells.errors.length === 0 ? { ok: true, instrument } : { ok: false, errors: cells.errors };
}
