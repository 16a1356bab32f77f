import { openSearch } from '../../bff/src/features/search/index.ts';
import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const WORDS = '蓝精灵号';
const PERSONAS = ['researcher', 'researcher-2', 'company'] as const;

let world: World;
let people: Client[];

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince });
  people = await Promise.all(PERSONAS.map((persona) => signInAs(world.url, persona)));
});
afterAll(async () => {
  await world.stop();
});

const opens = async (client: Client, q: string, instrumentId: string = INSTRUMENTS.sem) => {
  const { status } = await client.call('noteFound', { body: { q, instrumentId } });
  expect(status).toBe(204);
};
const kept = async () => {
  const rows = await world.deps.db('search_clicks').select<{ words: string }[]>('words');
  return rows.map(({ words }) => words);
};
/** What a search reads that is opened now. */
const readAnew = async (q: string) => {
  const { index } = await openSearch({ ...world.deps });
  return index.read(q, world.deps.clock.now(), 'Asia/Shanghai').concepts;
};

test.each(['扫描电镜', '杭州 蓝精灵号', '13805711234', 'a@b.cn 蓝精灵号'])(
  'nothing is kept of %s, which means something or may tell of a person',
  async (q) => {
    await opens(people[0]!, q);
    expect(await kept()).toEqual([]);
  },
);

test('an instrument that is not there teaches nothing', async () => {
  await opens(people[0]!, WORDS, 'NOSUCHINSTRUMENT');
  expect(await kept()).toEqual([]);
});

test('words are learned when three people agree, not when one insists', async () => {
  for (let times = 0; times < 5; times += 1) await opens(people[0]!, WORDS);
  await opens(people[1]!, ` ${WORDS} `);
  expect(await kept()).toEqual([WORDS, WORDS]);
  expect(await readAnew(WORDS)).toEqual([]);
  await opens(people[2]!, WORDS);
  expect(await readAnew(WORDS)).toHaveLength(1);
});
