import { DateTime } from 'luxon';

/** Words of a question that narrow it without naming an instrument. */
export interface Slots {
  priceMaxFen: number | null;
  priceMinFen: number | null;
  free: { from: Date; to: Date } | null;
  voucher: boolean;
  cheapest: boolean;
  nearby: boolean;
  /** Where each was said. */
  said: { kind: 'price' | 'time' | 'voucher' | 'cheap' | 'near'; from: number; to: number }[];
}

interface Taken {
  text: string;
  groups: readonly (string | undefined)[];
}

const YUAN = String.raw`(?:元|块钱?|rmb|cny|yuan)`;
// Neither less than nothing nor the tail of a longer figure is a price.
const FROM = String.raw`(?<![\d.])(?<!(?:^|[\s\u3400-\u9fff])[-−])`;
const SUM = String.raw`${FROM}(\d{1,6}(?:\.\d{1,2})?)(?![\d.])`;
const AN_HOUR = String.raw`(?:\s*(?:每小时|一小时|小时|/小时|per hour|an hour|/h))?`;
// A figure may be of anything: lengths and temperatures have limits too, so a unit rules a price out.
const NO_UNIT = String.raw`(?!\s*(?:[a-zµμ%℃°]|度|[微纳毫厘分千]|米|克|升|瓦|伏|赫|帕|倍|级|层|个|种|次|天|日|月|年))`;
const UP_TO = new RegExp(
  String.raw`${SUM}\s*${YUAN}?${AN_HOUR}\s*(?:以内|以下|之内|封顶)|(?:不超过|不高于|低于|最多|至多|under|below|less than|up to|at most|max)\s*${SUM}(?:\s*${YUAN}|${NO_UNIT})${AN_HOUR}`,
);
const BETWEEN = new RegExp(
  String.raw`${FROM}(\d{1,6})\s*(?:元|块)?\s*(?:到|至|-|~|—)\s*(\d{1,6})\s*${YUAN}`,
);
const VOUCHER =
  /(?:能|可以?|支持|接受|收)?(?:使?用|抵扣?)?(?:科技)?创新券(?:抵扣)?的?|\bvouchers?\b/;
const CHEAP = /便宜(?:一?点|些)?的?|最便宜|性价比高的?|\bcheap(?:est)?\b/;
const NEAR = /离我近的?|附近的?|周边的?|就近|最近的(?!时间)|\bnear(?:by| me)?\b/;

const DAY_WORDS = String.raw`今天|今日|明天|明日|后天|大后天|本?这?周末|下周末|(?:下下|下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|下周|这周|本周|\d{1,2}月\d{1,2}[日号]?|today|tomorrow|this week|next week|(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)`;
const PART_WORDS = String.raw`上午|早上|早晨|中午|下午|傍晚|晚上|夜里|夜间|morning|noon|afternoon|evening|night`;
const HOUR_WORDS = String.raw`(\d{1,2})\s*[点时:：](?:半|[0-5]\d)?`;
const TIME = new RegExp(
  String.raw`(${DAY_WORDS})(?:的)?\s*(${PART_WORDS})?(?:\s*${HOUR_WORDS})?(?:\s*(?:有空|空闲|能用|可约|可用|能做|能约|free))?(?:的)?`,
);
const PART_ALONE = new RegExp(String.raw`(今)(晚|早)`);

const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  上午: [8, 12],
  早上: [8, 12],
  早晨: [6, 10],
  中午: [11, 14],
  下午: [12, 18],
  傍晚: [17, 20],
  晚上: [18, 24],
  夜里: [20, 24],
  夜间: [20, 24],
  morning: [8, 12],
  noon: [11, 14],
  afternoon: [12, 18],
  evening: [18, 24],
  night: [20, 24],
  今晚: [18, 24],
  今早: [6, 12],
};
const WEEKDAYS = '一二三四五六日';
const EN_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** First day and number of days that a day's words mean; null for a day that is not in the calendar. */
function daysOf(word: string, today: DateTime): { first: DateTime; days: number } | null {
  const one = (first: DateTime) => ({ first, days: 1 });
  if (/^(?:今[天日]|today|今)$/.test(word)) return one(today);
  if (/^(?:明[天日]|tomorrow)$/.test(word)) return one(today.plus({ days: 1 }));
  if (word === '后天') return one(today.plus({ days: 2 }));
  if (word === '大后天') return one(today.plus({ days: 3 }));
  const monday = today.startOf('week');
  const weeks = word.startsWith('下下') ? 2 : /^(?:下|next )/.test(word) ? 1 : 0;
  if (/末$|weekend$/.test(word)) return { first: monday.plus({ weeks, days: 5 }), days: 2 };
  if (/(?:周|week)$/.test(word)) {
    const first = monday.plus({ weeks });
    return { first: weeks === 0 ? today : first, days: weeks === 0 ? 8 - today.weekday : 7 };
  }
  const date = /^(\d{1,2})月(\d{1,2})/.exec(word);
  if (date !== null) {
    const day = today.set({ month: Number(date[1]), day: 1 });
    const set = day.plus({ days: Number(date[2]) - 1 });
    if (!day.isValid || set.month !== Number(date[1])) return null;
    return one(set < today ? set.plus({ years: 1 }) : set);
  }
  const english = EN_DAYS.findIndex((name) => word.endsWith(name));
  const chinese = WEEKDAYS.indexOf((word.at(-1) ?? '').replace('天', '日'));
  const at = english >= 0 ? english : chinese;
  if (at < 0) return null;
  const day = monday.plus({ weeks, days: at });
  return one(weeks === 0 && day < today ? day.plus({ weeks: 1 }) : day);
}

function freeOf(taken: Taken, now: DateTime): Slots['free'] {
  const [, dayWord = '', partWord = '', hourWord] = taken.groups;
  const found = daysOf(dayWord, now.startOf('day'));
  if (found === null) return null;
  const part = PARTS[partWord] ?? PARTS[`${dayWord}${partWord}`] ?? null;
  let [start, end] = part ?? [0, 24];
  if (hourWord !== undefined) {
    const hour = Number(hourWord);
    if (hour > 24) return null;
    start = hour < 12 && part !== null && part[0] >= 12 ? hour + 12 : hour;
    end = start + 2;
  }
  const from = found.first.plus({ hours: start });
  const to = found.first.plus({ days: found.days - 1, hours: end });
  if (to <= now) return null;
  return { from: (from < now ? now : from).toJSDate(), to: to.toJSDate() };
}

/** Something of every slot's words; most questions have none of them. */
const MAY_SAY =
  /[元块以内下超高低少价便券近边天日周末月晚早]|today|tomorrow|week|day|under|below|less|up to|most|max|yuan|rmb|cny|voucher|cheap|near/;

const fen = (yuan: string | undefined) => Math.round(Number(yuan ?? '0') * 100);

/**
 * Takes price, time, voucher and nearness words out of a text (lower case, one width), and says what they
 * mean in the wall-clock time of `zone`. What is left stands where it stood.
 */
export function readSlots(text: string, now: Date, zone: string): { slots: Slots; rest: string } {
  const slots: Slots = {
    priceMaxFen: null,
    priceMinFen: null,
    free: null,
    voucher: false,
    cheapest: false,
    nearby: false,
    said: [],
  };
  let rest = text;
  const take = (
    kind: Slots['said'][number]['kind'],
    pattern: RegExp,
    apply: (taken: Taken) => boolean,
  ) => {
    const found = pattern.exec(rest);
    if (found === null || !apply({ text: found[0], groups: found })) return;
    const end = found.index + found[0].length;
    rest = rest.slice(0, found.index) + ' '.repeat(found[0].length) + rest.slice(end);
    slots.said.push({ kind, from: found.index, to: end });
  };
  if (!MAY_SAY.test(text)) return { slots, rest };
  take('price', BETWEEN, ({ groups: [, low, high] }) => {
    if (fen(low) > fen(high)) return false;
    slots.priceMinFen = fen(low);
    slots.priceMaxFen = fen(high);
    return true;
  });
  take('price', UP_TO, ({ groups: [, a, b] }) => {
    slots.priceMaxFen = fen(a ?? b);
    return true;
  });
  for (const pattern of [TIME, PART_ALONE]) {
    take('time', pattern, (taken) => {
      if (slots.free !== null) return false;
      slots.free = freeOf(taken, DateTime.fromJSDate(now, { zone }));
      return slots.free !== null;
    });
  }
  take('voucher', VOUCHER, () => (slots.voucher = true));
  take('cheap', CHEAP, () => (slots.cheapest = true));
  take('near', NEAR, () => (slots.nearby = true));
  return { slots, rest };
}
