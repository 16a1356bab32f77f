import { fill, type Language } from '@dayi/shared/problems';

/** What can be wrong with one cell of an import file, or with a whole row. */
const WORDS = {
  'import.required': ['须填写。', 'Required.'],
  'import.too_long': ['最多 {limit} 个字。', 'At most {limit} characters.'],
  'import.bad_number': ['不是数：{value}。', 'Not a number: {value}.'],
  'import.out_of_range': ['须在 {from} 到 {to} 之间。', 'Must lie between {from} and {to}.'],
  'import.bad_money': [
    '不是金额，须为元，最多两位小数：{value}。',
    'Not a sum of money in CNY with at most two decimals: {value}.',
  ],
  'import.bad_date': ['日期须写成 2026-03-01：{value}。', 'A date is written 2026-03-01: {value}.'],
  'import.not_allowed': ['不在可选的值里：{options}。', 'Not one of {options}.'],
  'import.bad_hours': [
    '开放时间须写成“1-5 08:30-17:30”，时刻落在刻钟上：{value}。',
    'Opening hours are written “1-5 08:30-17:30” on quarters of an hour: {value}.',
  ],
  'import.bad_off_peak': [
    '低价时段须写成“17:30-21:30 20%”：{value}。',
    'Off-peak hours are written “17:30-21:30 20%”: {value}.',
  ],
  'import.bad_list': [
    '须写成“名称=值; 名称=值”：{value}。',
    'Written “name=value; name=value”: {value}.',
  ],
  'import.bad_test_items': [
    '检测项目须写成“名称=价/价/价/价”，不提供的写“-”：{value}。',
    'A test item is written “name=price/price/price/price”, “-” where not offered: {value}.',
  ],
  'import.not_on_grid': ['须为 {step} 分钟的倍数。', 'Must be a multiple of {step} minutes.'],
  'import.order': ['不能大于“{other}”。', 'Must not be above “{other}”.'],
  'import.unknown_class': ['分类编码里没有 {value}。', 'There is no class code {value}.'],
  'import.unknown_unit': ['没有这个单位：{value}。', 'There is no such unit: {value}.'],
  'import.duplicate': [
    '内部编号 {value} 在文件里已出现过，本行不导入。',
    'The inner code {value} has come earlier in this file; this row is left out.',
  ],
  'import.bad_row': ['这一行拆不开：{reason}。', 'The row cannot be taken apart: {reason}.'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type ImportErrorCode = keyof typeof WORDS;

export interface ImportError {
  row: number;
  /** The column's name; empty where the whole row is meant. */
  column: string;
  code: ImportErrorCode;
  values: Readonly<Record<string, string | number>>;
}

/** The sentence of an import error in the reader's language. */
export function wordsOfImportError(error: ImportError, language: Language): string {
  return fill(WORDS[error.code][language === 'en' ? 1 : 0], { ...error.values });
}
