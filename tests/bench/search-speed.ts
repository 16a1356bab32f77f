import { pathOf } from '@dayi/shared/routes/index';
import { QUESTIONS } from './questions.ts';
import { CONNECTIONS, measureInTurns } from './reads.ts';
import { startFixed, startProduct } from './servers.ts';

/** Question n is asked for about 1/n as often as the first. */
function* zipf(count: number): Generator<string> {
  // A small generator of its own, so that every run asks the same.
  let seed = 42;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const weights = QUESTIONS.map((_, at) => 1 / (at + 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  for (let asked = 0; asked < count; asked += 1) {
    let left = random() * all;
    const at = weights.findIndex((weight) => (left -= weight) <= 0);
    yield QUESTIONS[at] ?? QUESTIONS[0]!;
  }
}

const pathTo = (q: string) => `${pathOf('listInstruments')}?q=${encodeURIComponent(q)}`;

/** The product's search with and without its cache, beside a bare route that always sends one of its answers. */
export async function measureSearchSpeed(seconds: number) {
  const uncached = await startProduct({ DAYI_SEARCH_CACHE_MS: '0' });
  const answers: string[] = [];
  for (const q of QUESTIONS) {
    answers.push(await (await fetch(new URL(pathTo(q), uncached.url))).text());
  }
  const sizeOf = (text: string) => Buffer.byteLength(text);
  const bytes = Math.round(answers.reduce((sum, one) => sum + sizeOf(one), 0) / answers.length);
  // The reference sends the answer that is nearest to the middle in size.
  const [usual = ''] = [...answers].sort(
    (a, b) => Math.abs(sizeOf(a) - bytes) - Math.abs(sizeOf(b) - bytes),
  );
  const [cached, fixed] = [await startProduct(), await startFixed(usual)];
  const { off, on, bare } = await measureInTurns(
    {
      off: { url: uncached.url, paths: QUESTIONS.map(pathTo) },
      on: { url: cached.url, paths: [...zipf(2_000)].map(pathTo) },
      bare: { url: fixed.url, paths: ['/'] },
    },
    seconds,
  );
  for (const server of [uncached, cached, fixed]) await server.stop();
  const ratio = (one: { perSecond: number }) => Number((one.perSecond / bare.perSecond).toFixed(3));
  return {
    connections: CONNECTIONS,
    bytes,
    perSecond: off.perSecond,
    p99Ms: off.p99Ms,
    ratio: ratio(off),
    off,
    on: { ...on, ratio: ratio(on) },
    reference: bare,
  };
}
