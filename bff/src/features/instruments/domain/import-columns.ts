import { USER_KINDS, type UserKind } from './user-kind.ts';

export interface ImportColumn {
  name: string;
  zh: string;
  /** What may stand in it, for people. */
  note: string;
}

const KIND_ZH: Readonly<Record<UserKind, string>> = {
  own_group: '本课题组',
  own_unit: '本单位',
  academic: '其他高校院所',
  company: '企业',
};

const HOURLY = {
  machine_hour: '自己上机',
  crew_hour: '机组代测',
  start_up: '开机费',
} as const;

/** Items of a price list that have a column for each kind of user. */
export const PRICED = Object.keys(HOURLY) as (keyof typeof HOURLY)[];

export const priceColumn = (item: keyof typeof HOURLY, kind: UserKind) => `${item}_${kind}`;

export const PRICE_NAMES: Readonly<Record<string, string>> = HOURLY;

const column = (name: string, zh: string, note: string): ImportColumn => ({ name, zh, note });

/** Every column an import file may have, under its English or its Chinese name. */
export const IMPORT_COLUMNS: readonly ImportColumn[] = [
  column('unit_code', '单位代码', '18 characters; may be left out when --unit names the unit'),
  column('unit', '单位名称', 'name of the unit, where there is no code'),
  column('city', '城市', 'city of a unit that is not there yet; search-corpus only'),
  column('inner_code', '内部编号', 'required; the unit’s own number, unique in the unit'),
  column('name', '仪器名称', 'required'),
  column('name_en', '英文名称', ''),
  column('class_code', '分类编码', 'six digits of the national class codes; required'),
  column('maker', '生产厂商', 'required'),
  column('model', '规格型号', 'required'),
  column('description', '主要功能', 'up to 4,000 characters'),
  column('parameters', '技术参数', '`name=value; name=value`'),
  column('crew', '机组', 'name; made where the unit has none of that name'),
  column('group', '课题组', 'name of the group whose members pay the own_group price'),
  column('room', '放置地点', 'building and room'),
  column('address', '地址', 'the unit’s own where left out'),
  column('lat', '纬度', 'degrees, -90 to 90, together with lon'),
  column('lon', '经度', 'degrees, -180 to 180'),
  column('commissioned_on', '启用日期', 'YYYY-MM-DD'),
  column('original_value', '原值', 'CNY'),
  column('status', '状态', 'open, paused, repair, retired (开放 暂停 维修 报废) [open]'),
  column('stations', '工位数', '1 to 50 [1]'),
  column('takes_time', '可约机时', 'yes or no [yes]'),
  column('accepts_vouchers', '接受创新券', 'yes or no [no]'),
  column('opening_hours', '开放时间', '`1-5 08:30-17:30; 6 09:00-12:00`, 1 is Monday'),
  column('closed_on_holidays', '节假日停开', 'yes or no [yes]'),
  column('grid_minutes', '时段粒度', 'a multiple of 15 [30]'),
  column('min_minutes', '最短时长', '[30]'),
  column('max_minutes', '最长时长', '[480]'),
  column('lead_minutes', '提前时间', '[120]'),
  column('horizon_days', '最远天数', '[30]'),
  column('buffer_before_minutes', '预热时间', '[0]'),
  column('buffer_after_minutes', '清理时间', '[0]'),
  column('approval', '机组同意', 'none, outside, all (不要 校外 都要) [outside]'),
  column('service', '使用方式', 'self, crew, both (自己上机 机组代测 都可) [both]'),
  column('accepted_user_kinds', '接受用户', 'own_group, own_unit, academic, company [all]'),
  column('free_cancel_minutes', '免费取消', '[1440]'),
  column('late_cancel_percent', '迟取消收费', '0 to 100 [50]'),
  column('no_show_percent', '未到收费', '0 to 100 [100]'),
  column('results_checked_by_second', '结果须复核', 'yes or no [no]'),
  column('keep_results_days', '结果保存天数', '31 to 36500 [the platform’s own]'),
  ...PRICED.flatMap((item) =>
    USER_KINDS.map((kind) =>
      column(
        priceColumn(item, kind),
        `${HOURLY[item]}-${KIND_ZH[kind]}`,
        item === 'start_up' ? 'CNY each time' : 'CNY an hour; empty: not offered',
      ),
    ),
  ),
  column(
    'test_items',
    '检测项目',
    '`name=own_group/own_unit/academic/company; …` in CNY a sample, `-` where not offered',
  ),
  column('off_peak', '低价时段', '`17:30-21:30 20%`, the percentage is what is taken off'),
  column(
    'charging_mode',
    '收费方式',
    'reservation, use, overage (按预约 按实际 按超出) [reservation]',
  ),
  column('minimum_charge', '最低收费', 'CNY'),
  column('subsidy_per_hour', '每时补贴', 'CNY'),
  column('prices_from', '价格生效日', 'YYYY-MM-DD [today]'),
];

const folded = (header: string) =>
  header
    .normalize('NFKC')
    .replace(/^\uFEFF/, '')
    .replace(/\(.*?\)|[\s*]/g, '')
    .toLowerCase();

const BY_HEADER = new Map(
  IMPORT_COLUMNS.flatMap(({ name, zh }) => [
    [name, name],
    [folded(zh), name],
  ]),
);

/** The column that a header means, by its English or Chinese name; brackets and stars are passed over. */
export function columnOf(header: string): string | undefined {
  return BY_HEADER.get(folded(header));
}
