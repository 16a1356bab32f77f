import type { TableRow } from '../infra/table-files/index.ts';
import type { Kind, Model } from './catalogue.ts';
import { PINNED } from './pinned.ts';
import type { Random } from './random.ts';
import { pricesOf, rulesOf } from './terms.ts';
import type { Lab, Unit, World } from './world.ts';

const SUFFIXES = ['', '', '', '', '', '', '（一号机）', '（二号机）', '（教学用）'];
const CLOSINGS = [
  '',
  '面向校内外开放，企业可用创新券。',
  '初次使用请先参加培训。',
  '送样请附样品说明，有毒有腐蚀的样品请先联系。',
  '急样可与机组商量加测。',
  '数据当天可下载，原始文件保留两年。',
  '样品测后可取回，逾一个月由实验室处理。',
];

function nameOf(kind: Kind, { maker, model, name: tag }: Model, random: Random): string {
  const name = (tag === null ? undefined : kind.names[tag - 1]) ?? random.pick(kind.names);
  const dice = random.next();
  if (dice < 0.06) return `${maker} ${model} ${name}`;
  if (dice < 0.2) return name + random.pick(SUFFIXES);
  return name;
}

function dateOf(random: Random, lastYear: number): string {
  // Twice drawn and the later kept: more of what stands in a province was bought lately.
  const year = Math.max(random.int(2007, lastYear), random.int(2007, lastYear));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
}

/** A laboratory has a dozen rooms, with several instruments in each. */
function roomOf(lab: Lab, random: Random): string {
  const floor = Math.ceil(random.int(1, 5) / 2);
  const door = Math.ceil(random.int(1, 24) / 6);
  return `${lab.building} ${String(floor)}${String(2 * door).padStart(2, '0')} 室`;
}

/** What a unit strong in some fields buys, among what it has a laboratory for. */
function kindFor(unit: Unit, kinds: readonly Kind[], random: Random): Kind {
  const own = kinds.filter(({ field }) => unit.plan.fields.includes(field));
  const housed = kinds.filter((kind) => unit.labs.some(({ field }) => field === kind.field));
  return random.weighted(random.chance(0.7) ? own : housed, ({ weight }) => weight);
}

function cellsOf(unit: Unit, kinds: readonly Kind[], random: Random, lastYear: number) {
  const kind = kindFor(unit, kinds, random);
  const model = random.pick(kind.models);
  const lab = random.pick(unit.labs.filter(({ field }) => field === kind.field));
  const tenThousands = kind.value[0] + random.next() ** 2 * (kind.value[1] - kind.value[0]);
  const closing = random.pick(CLOSINGS);
  const mayOwn = random.chance(0.3) && unit.groups.length > 0;
  return {
    name: nameOf(kind, model, random),
    name_en: random.chance(0.8) ? kind.nameEn : '',
    class_code: kind.classCode,
    maker: model.maker,
    model: model.model,
    description: kind.does === '' ? closing : `${kind.does}。${closing}`,
    parameters: kind.parameters,
    crew: lab.name,
    group: mayOwn ? random.pick(unit.groups).name : '',
    room: roomOf(lab, random),
    lat: (unit.lat + (random.next() - 0.5) * 0.004).toFixed(5),
    lon: (unit.lon + (random.next() - 0.5) * 0.004).toFixed(5),
    commissioned_on: dateOf(random, lastYear),
    original_value: String(Math.round(tenThousands * 10) * 1_000),
    status: random.weighted(['open', 'repair', 'paused'], (one) =>
      one === 'open' ? 93 : one === 'repair' ? 4 : 3,
    ),
    stations: String(random.chance(0.75) ? kind.stations[0] : random.int(...kind.stations)),
    accepts_vouchers: random.chance(0.55) ? 'yes' : 'no',
    ...rulesOf(kind, random),
    ...pricesOf(kind, random),
  };
}

/** The rows of the whole province, unit by unit, as an import file would hold them. */
export async function* instrumentRows(
  world: World,
  kinds: readonly Kind[],
  random: Random,
  now: Date,
  pricesFrom: string,
  limit: number,
): AsyncGenerator<TableRow> {
  let row = 1;
  for (const unit of world.units) {
    let number = 0;
    const next = (cells: Record<string, string>): TableRow => {
      row += 1;
      number += 1;
      const year = cells['commissioned_on']?.slice(0, 4) ?? '';
      return {
        row,
        values: {
          unit_code: unit.code,
          inner_code: `${year}${String(number).padStart(5, '0')}`,
          prices_from: pricesFrom,
          ...cells,
        },
      };
    };
    const pinned = PINNED.slice(0, limit).filter((one) => one.unit === unit.plan.name);
    for (const { cells, lab, group } of pinned) {
      yield next({ crew: lab, group: group ?? '', ...cells });
    }
    for (let count = pinned.length; count < unit.instruments; count += 1) {
      yield next(cellsOf(unit, kinds, random, now.getUTCFullYear() - 1));
    }
    // Lets progress lines through while the rows are made.
    await Promise.resolve();
  }
}
