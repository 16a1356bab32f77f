import { cellsOf, type Interval } from '../features/bookings/domain/cells.ts';
import type { BookingState } from '../features/bookings/domain/states.ts';
import { DAY, HOUR, later } from '../infra/clock.ts';
import type { Bookable } from './bookables.ts';
import { buffersOf, type Calendar } from './calendar.ts';
import { companyCustomer, type Customer, groupCustomer, memberCustomer } from './customers.ts';
import type { Personas } from './personas.ts';
import { planBooking, type PlannedBooking, type Twist } from './plan-booking.ts';
import type { Place } from './plan-history.ts';
import type { World } from './world.ts';

/** One line of a persona's story: which instrument, how many days from now, how long, and the end. */
type Line = readonly [
  key: string,
  days: number,
  minutes: number,
  service: 'self' | 'crew',
  state: BookingState,
  purpose: string,
  delivery?: Twist,
];

const RESEARCHER: readonly Line[] = [
  ['afm', -3, 120, 'crew', 'completed', '氧化铈薄膜粗糙度，3 个区域'],
  ['smartlab', -9, 120, 'crew', 'closed', '负载型催化剂物相与晶粒尺寸'],
  ['tem', -12, 180, 'crew', 'disputed', '铂颗粒晶格条纹像'],
  ['sem', -16, 120, 'self', 'closed', '催化剂载体形貌'],
  ['xrd', -22, 60, 'self', 'closed', '焙烧前后物相对比'],
  ['nmr', -28, 60, 'self', 'closed', '配体氢谱与碳谱'],
  ['sem', -35, 120, 'self', 'closed', '分子筛形貌，论文返修补图'],
  ['afm', -43, 60, 'crew', 'closed', '自组装膜厚度'],
  ['xrd', -51, 120, 'self', 'closed', '钴基氧化物系列样品 6 个'],
  ['tem', -7, 120, 'crew', 'awaiting_results', '核壳结构能谱面分布'],
  ['nmr', 0, 180, 'self', 'in_use', '反应动力学，变温氢谱'],
  ['profiler', 2, 120, 'self', 'confirmed', '涂层台阶高度'],
  ['sem', 4, 120, 'self', 'confirmed', '循环后催化剂形貌'],
  ['afm', 6, 120, 'crew', 'requested', '压电响应，钛酸钡薄膜'],
  ['smartlab', -19, 120, 'crew', 'rejected', '含汞样品掠入射'],
  ['sem', -25, 60, 'self', 'cancelled', '备用样品'],
  ['xrd', -40, 60, 'self', 'no_show', ''],
  ['nmr', -14, 60, 'self', 'expired', ''],
];

const COMPANY: readonly Line[] = [
  ['sem', -4, 120, 'crew', 'completed', '镀层断口失效分析', 'second_version'],
  ['tem', -10, 120, 'crew', 'closed', '纳米银线晶格像'],
  ['sem', -18, 240, 'crew', 'closed', '客户投诉样品对比，8 个'],
  ['afm', -24, 120, 'crew', 'closed', '盖板玻璃粗糙度'],
  ['smartlab', -33, 120, 'crew', 'closed', '靶材织构'],
  ['profiler', -45, 120, 'crew', 'closed', '丝印厚度'],
  ['tem', -6, 120, 'crew', 'awaiting_results', '封装界面高分辨像', 'awaiting_check'],
  ['xrd', -13, 120, 'crew', 'disputed', '粉末物相定量'],
  ['xrd', 0, 120, 'crew', 'in_use', '来料物相，批次放行'],
  ['profiler', 1, 120, 'crew', 'confirmed', '光学件面形'],
  ['sem', 3, 120, 'crew', 'requested', '焊点截面与能谱'],
  ['xrd', 5, 120, 'crew', 'confirmed', '批次一致性'],
  ['tem', -21, 120, 'crew', 'rejected', '磁性颗粒形貌'],
  ['sem', -29, 60, 'crew', 'cancelled', '重复预约'],
];

const RESEARCHER_2: readonly Line[] = [
  ['smartlab', -4, 120, 'self', 'completed', '共混物结晶度'],
  ['profiler', -11, 60, 'self', 'closed', '模具表面粗糙度'],
  ['tem', -17, 120, 'crew', 'closed', '嵌段共聚物微相'],
  ['sem', -30, 120, 'self', 'closed', '纤维断面'],
  ['smartlab', -36, 60, 'self', 'cancelled', '样品没做好'],
  ['profiler', 2, 60, 'self', 'confirmed', '涂布厚度均匀性'],
  ['nmr', 3, 120, 'self', 'confirmed', '单体转化率'],
];

const COMPANY_2: readonly Line[] = [
  ['sem', -13, 120, 'crew', 'closed', '阀芯密封面磨损'],
  ['smartlab', -26, 120, 'crew', 'closed', '堆焊层残余应力'],
  ['profiler', -6, 60, 'crew', 'completed', '阀座密封带轮廓'],
  ['afm', 5, 60, 'crew', 'requested', '镀层表面粗糙度'],
];

const OTHERS: readonly Line[] = [
  ['sem', 3, 120, 'self', 'requested', '二维材料台阶，论文返修补数据'],
  ['sem', 4, 180, 'crew', 'requested', '高熵合金断口'],
  ['tem', 4, 120, 'crew', 'requested', '量子点粒径统计'],
  ['sem', 5, 120, 'crew', 'requested', '隔膜孔结构'],
  ['tem', 6, 180, 'crew', 'requested', '原位加热前后对比'],
  ['tem', -8, 120, 'crew', 'awaiting_results', '碳管缠绕结构'],
  ['sem', -5, 120, 'crew', 'awaiting_results', '断口形貌 4 个样'],
  ['sem', -2, 120, 'crew', 'awaiting_results', '涂层截面'],
];

/** The first that can be had is enough. */
const ASKED: readonly Line[] = [
  ['profiler', 4, 120, 'self', 'requested', '溅射薄膜台阶高度与均匀性'],
];

/** Slot of a line: around now for what runs, else the first free one from that day's morning on. */
function slotOf(
  calendar: Calendar,
  bookable: Bookable,
  stationId: string,
  now: Date,
  [, days, minutes, , state]: Line,
): Interval | undefined {
  const { rules } = bookable.instrument;
  if (state !== 'in_use') {
    const from = later(now, days * DAY - (days < 0 ? 6 * HOUR : 0));
    const slot = calendar.slotFrom(stationId, rules, from, minutes);
    return slot !== undefined && days < 0 && slot.endsAt > now ? undefined : slot;
  }
  const grid = rules.gridMinutes * 60_000;
  const startsAt = new Date(Math.floor((now.getTime() - 40 * 60_000) / grid) * grid);
  const slot = { startsAt, endsAt: later(startsAt, minutes * 60_000) };
  const isOpen = calendar
    .windows(rules)
    .some((open) => open.startsAt <= slot.startsAt && slot.endsAt <= open.endsAt);
  return isOpen && calendar.isFree(stationId, cellsOf(slot, buffersOf(rules))) ? slot : undefined;
}

const TRIES = 8;

function play(
  place: Place,
  pinned: ReadonlyMap<string, Bookable>,
  customer: Customer,
  lines: readonly Line[],
  principalId: string | null = null,
): PlannedBooking[] {
  const { planner, calendar } = place;
  return lines.flatMap((line) => {
    const [key, days, minutes, service, state, purpose, twist] = line;
    const bookable = pinned.get(key);
    if (bookable === undefined) return [];
    const { instrument } = bookable;
    for (let more = 0; more < TRIES; more += 1) {
      // A day further off each time, away from now.
      const shifted: Line = [
        key,
        days + (days < 0 ? -more : more),
        minutes,
        service,
        state,
        purpose,
        twist,
      ];
      for (const { id: stationId } of instrument.stations) {
        const range = slotOf(calendar, bookable, stationId, planner.now, shifted);
        if (range === undefined) continue;
        const unit = place.unitOf(instrument.unitId);
        const made = planBooking(planner, {
          bookable,
          unit,
          customer,
          stationId,
          range,
          service,
          state,
          purpose,
          twist,
          principalId,
        });
        if (made === undefined) continue;
        calendar.take(stationId, cellsOf(range, buffersOf(instrument.rules)));
        return [made];
      }
    }
    return [];
  });
}

/** What waits for the head of the group that asks; played last, where the rest has left room. */
export function playAsked(
  place: Place,
  { askingGroup }: Personas,
  pinned: ReadonlyMap<string, Bookable>,
): PlannedBooking[] {
  const member = askingGroup.members.find(({ persona }) => persona === null);
  if (member === undefined) return [];
  const customer = groupCustomer(askingGroup, member);
  return play(place, pinned, customer, ASKED, askingGroup.principal.id).slice(0, 1);
}

/** The bookings that make up the personas' lists and the operator's desk, one of every state. */
export function playStories(
  place: Place,
  world: World,
  personas: Personas,
  pinned: ReadonlyMap<string, Bookable>,
): PlannedBooking[] {
  const guests = [
    personas.researcher2,
    ...world.units.slice(2, 8).flatMap(({ groups }) => groups[0]?.principal ?? []),
  ];
  return [
    ...play(place, pinned, memberCustomer(world, personas.researcher), RESEARCHER),
    ...play(place, pinned, companyCustomer(personas.companyHome, personas.company), COMPANY),
    ...play(place, pinned, memberCustomer(world, personas.researcher2), RESEARCHER_2),
    ...play(place, pinned, companyCustomer(personas.company2Home, personas.company2), COMPANY_2),
    ...OTHERS.flatMap((line, index) => {
      const guest = guests[index % guests.length];
      return guest === undefined ? [] : play(place, pinned, memberCustomer(world, guest), [line]);
    }),
  ];
}
