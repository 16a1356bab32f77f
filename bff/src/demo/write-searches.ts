import { DateTime } from 'luxon';
import { DAY, HOUR, later } from '../infra/clock.ts';
import type { Trx } from '../infra/database.ts';
import { insertRows } from '../infra/insert-rows.ts';
import type { World } from './world.ts';

/** Words, how search read them, and how often on each of the last days; today first. */
const MISSES: readonly [words: string, readAs: string, times: readonly number[]][] = [
  ['头发重金属检测', '', [3, 2, 4, 1, 2]],
  ['芯片开盖', '', [2, 0, 3, 2, 1]],
  ['测口罩过滤效率', '', [1, 2, 0, 2, 0, 1]],
  ['鉴定老山檀', '', [0, 1, 1, 0, 2]],
  ['电池针刺', '', [1, 0, 2]],
  ['甲醛舱', '', [0, 2]],
  ['[sentence]', '', [1, 0, 1]],
  ['[number]', '', [0, 1]],
];

const WISHES: readonly {
  persona: string;
  q: string;
  words: string;
  daysAgo: number;
  answer: string | null;
}[] = [
  {
    persona: 'researcher',
    q: '头发重金属检测',
    words: '想测几十根头发里的铅和汞，样品很少，最好不破坏。',
    daysAgo: 1,
    answer: null,
  },
  {
    persona: 'company',
    q: '芯片开盖',
    words: '要给塑封芯片开盖看键合线，杭州附近有能做的吗？',
    daysAgo: 3,
    answer: null,
  },
  {
    persona: 'researcher',
    q: '测薄膜应力',
    words: '硅片上镀膜以后翘了，想知道膜里的应力。',
    daysAgo: 12,
    answer: '可以用 X 射线衍射仪测残余应力，搜“残余应力”能看到能约的仪器。',
  },
];

/** Searches of the last days that found nothing, and what people wished for. */
export async function writeSearches(
  trx: Trx,
  { people }: Pick<World, 'people'>,
  newId: () => string,
  now: Date,
): Promise<void> {
  const counts = MISSES.flatMap(([words, readAs, times]) =>
    times.flatMap((count, daysAgo) => {
      const lastAt = later(now, -daysAgo * DAY - HOUR);
      const day = DateTime.fromJSDate(lastAt, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM-dd');
      const example = words.startsWith('[') ? '' : words;
      return count === 0
        ? []
        : [{ day, words, times: count, example, read_as: readAs, last_at: lastAt }];
    }),
  );
  await insertRows(trx, 'search_misses', counts);
  const idOf = (persona: string) => people.find((one) => one.persona === persona)?.id ?? null;
  await insertRows(
    trx,
    'search_wishes',
    WISHES.map(({ persona, q, words, daysAgo, answer }) => ({
      id: newId(),
      user_id: idOf(persona),
      q,
      words,
      made_at: later(now, -daysAgo * DAY),
      state: answer === null ? 'open' : 'done',
      answer,
      answered_at: answer === null ? null : later(now, -(daysAgo - 1) * DAY),
      answered_by: answer === null ? null : idOf('platform-admin'),
    })),
  );
}
