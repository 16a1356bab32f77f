import fc from 'fast-check';
import { AffinityCounter } from '../../bff/src/features/recommendations/domain/affinity.ts';
import {
  type Candidate,
  chooseInstruments,
} from '../../bff/src/features/recommendations/domain/choice.ts';
import { decayed, interestsOf } from '../../bff/src/features/recommendations/domain/interest.ts';
import { distanceKm, nearestCities } from '../../bff/src/features/recommendations/domain/place.ts';
import {
  isEmptyQuery,
  isWanted,
  tidyQuery,
  windowOf,
} from '../../bff/src/features/recommendations/domain/saved-query.ts';
import { weekOf } from '../../bff/src/features/recommendations/domain/week.ts';
import { DAY, later } from '../../bff/src/infra/clock.ts';

const NOW = new Date('2026-11-24T02:00:00.000Z');
const ago = (days: number) => later(NOW, -days * DAY);
const booked = (type: string, days: number, instrumentId = `${type}-1`) => ({
  type,
  instrumentId,
  at: ago(days),
});
const nothing = { history: [], affinities: [], areas: [], popularity: new Map<string, number>() };

describe('how long a booking says something', () => {
  it.each([
    [0, 1],
    [90, 0.5],
    [180, 0.25],
    [-5, 1],
  ])('%i days ago it counts %d', (days, worth) => {
    expect(decayed(ago(days), NOW)).toBeCloseTo(worth, 10);
  });
});

describe('types that go together', () => {
  const count = (people: readonly string[][]) => {
    const counter = new AffinityCounter();
    for (const types of people) counter.add(types);
    return counter.strongest();
  };

  it('is the cosine, shrunk where few people share the pair', () => {
    const both = Array.from({ length: 5 }, () => ['SEM', 'XRD']);
    const [pair] = count([...both, ['SEM'], ['SEM'], ['SEM'], ['SEM']]).filter(
      ({ type }) => type === 'SEM',
    );
    // 5 ÷ √(9·5), halved by 5 ÷ (5 + 5).
    expect(pair).toMatchObject({ other: 'XRD', people: 5 });
    expect(pair?.weight).toBeCloseTo((5 / Math.sqrt(45)) * 0.5, 10);
  });

  it('believes ten people more than one', () => {
    const one = count([['A', 'B']]);
    const ten = count(Array.from({ length: 10 }, () => ['A', 'B']));
    expect(ten[0]?.weight).toBeGreaterThan(one[0]?.weight ?? 1);
  });

  it('does not listen to who books everything', () => {
    expect(count([Array.from({ length: 60 }, (_, index) => String(index))])).toEqual([]);
  });

  it('is the same both ways, from 0 to 1, and never of a type with itself', () => {
    const person = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 30 }), (people) => {
        const found = count(people);
        for (const { type, other, weight } of found) {
          expect(type).not.toBe(other);
          expect(weight).toBeGreaterThan(0);
          expect(weight).toBeLessThan(1);
          const back = found.find((one) => one.type === other && one.other === type);
          expect(back?.weight).toBeCloseTo(weight, 10);
        }
      }),
    );
  });
});

describe('types that may interest a person', () => {
  it('puts what is booked often and lately first', () => {
    const history = [booked('SEM', 5), booked('SEM', 20), booked('NMR', 400), booked('XRD', 10)];
    const found = interestsOf({ ...nothing, history }, NOW, 10);
    expect(found.map(({ type }) => type)).toEqual(['SEM', 'XRD', 'NMR']);
    expect(found[0]?.reason).toEqual({ code: 'usual_type' });
  });

  it('follows those who book the same, and says whom it followed', () => {
    const affinities = [{ type: 'XRD', other: 'XPS', weight: 0.4, people: 12 }];
    const found = interestsOf({ ...nothing, history: [booked('XRD', 1)], affinities }, NOW, 10);
    expect(found.find(({ type }) => type === 'XPS')?.reason).toEqual({
      code: 'co_booked',
      because: 'XRD',
    });
  });

  it('starts from research areas and what is booked near by where nothing is known', () => {
    const popularity = new Map([
      ['PCR', 40],
      ['SEM', 10],
      ['LC', 30],
    ]);
    const areas = [{ code: 'materials', types: ['SEM', 'XRD'] }];
    const found = interestsOf({ ...nothing, areas, popularity }, NOW, 10);
    expect(found.map(({ type, reason }) => [type, reason.code])).toEqual([
      ['PCR', 'popular'],
      ['SEM', 'area'],
      ['LC', 'popular'],
      ['XRD', 'area'],
    ]);
  });

  it('leans less on areas and neighbours the more a person has booked', () => {
    const popularity = new Map([['PCR', 40]]);
    const scoreOf = (bookings: number) =>
      interestsOf(
        {
          ...nothing,
          popularity,
          history: Array.from({ length: bookings }, () => booked('SEM', 1)),
        },
        NOW,
        10,
      ).find(({ type }) => type === 'PCR')?.score ?? 0;
    expect(scoreOf(8)).toBeLessThan(scoreOf(1));
    expect(scoreOf(1)).toBeLessThan(scoreOf(0));
  });
});

const candidate = (instrumentId: string, change: Partial<Candidate> = {}): Candidate => ({
  instrumentId,
  type: 'SEM',
  distanceKm: 5,
  isInCity: true,
  priceFen: 30_000,
  ratingMilli: 4_200,
  reviews: 5,
  nextFreeAt: later(NOW, 5 * DAY),
  openedAt: null,
  booked: 0,
  ...change,
});
const interest = (type: string, score: number) =>
  ({ type, score, reason: { code: 'usual_type' } }) as const;

describe('instruments of these types', () => {
  const first = (a: Partial<Candidate>, b: Partial<Candidate>) =>
    chooseInstruments([candidate('A', a), candidate('B', b)], [interest('SEM', 1)], NOW, 10)[0]
      ?.instrumentId;

  it.each<[string, Partial<Candidate>, Partial<Candidate>]>([
    ['near before far', { distanceKm: 120, isInCity: false }, { distanceKm: 5 }],
    ['well rated before badly rated', { ratingMilli: 3_000 }, { ratingMilli: 4_900 }],
    ['cheap before dear', { priceFen: 90_000 }, { priceFen: 20_000 }],
    ['free soon before never free', { nextFreeAt: null }, { nextFreeAt: later(NOW, DAY) }],
  ])('%s', (_what, worse, better) => {
    expect(first(worse, better)).toBe('B');
  });

  it('says at most three things, the strongest first', () => {
    const one = candidate('A', {
      openedAt: ago(2),
      ratingMilli: 4_900,
      nextFreeAt: later(NOW, DAY),
    });
    const [chosen] = chooseInstruments([one], [interest('SEM', 1)], NOW, 10);
    expect(chosen?.reasons.map(({ code }) => code)).toEqual(['usual_type', 'new_nearby', 'rated']);
  });

  it('calls nothing well rated after two reviews, nor new after a month or far away', () => {
    const one = candidate('A', { ratingMilli: 5_000, reviews: 2, openedAt: ago(40) });
    const far = candidate('B', { openedAt: ago(1), isInCity: false, distanceKm: 90 });
    const chosen = chooseInstruments([one, far], [interest('SEM', 1)], NOW, 10);
    expect(chosen.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      ['usual_type'],
      ['usual_type'],
    ]);
  });

  it('shows at most three of a type and three booked before, none twice, whatever there is', () => {
    const any = fc.record({
      type: fc.constantFrom('SEM', 'XRD', 'NMR', 'LC'),
      booked: fc.constantFrom(0, 0, 0.3, 4),
      distanceKm: fc.option(fc.integer({ min: 0, max: 400 })),
    });
    const interests = ['SEM', 'XRD', 'NMR'].map((type, index) => interest(type, 1 - index / 10));
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (all, limit) => {
          const candidates = all.map((one, index) => candidate(`I${String(index)}`, one));
          const chosen = chooseInstruments(candidates, interests, NOW, limit);
          const ids = chosen.map(({ instrumentId }) => instrumentId);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length).toBeLessThanOrEqual(limit);
          for (const type of ['SEM', 'XRD', 'NMR']) {
            expect(chosen.filter((one) => one.type === type).length).toBeLessThanOrEqual(3);
          }
          expect(chosen.some(({ type }) => type === 'LC')).toBe(false);
          const known = chosen.filter(({ reasons }) => reasons[0]?.code === 'booked_before');
          expect(known.length).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});

describe('places', () => {
  const hangzhou = { code: '330100', lat: 30.27, lon: 120.15 };
  const ningbo = { code: '330200', lat: 29.87, lon: 121.55 };
  const jiaxing = { code: '330400', lat: 30.75, lon: 120.75 };

  it('measures along the globe', () => {
    expect(distanceKm(hangzhou, ningbo)).toBeCloseTo(142, -1);
    expect(distanceKm(null, ningbo)).toBeNull();
  });

  it('begins at home, even where home is not on the map', () => {
    expect(nearestCities(hangzhou, [ningbo, jiaxing, hangzhou], 2)).toEqual(['330100', '330400']);
    const nowhere = { code: '330200', lat: null, lon: null };
    expect(nearestCities(nowhere, [hangzhou, ningbo], 1)).toEqual(['330200']);
    expect(nearestCities(null, [ningbo, hangzhou], 2)).toEqual(['330100', '330200']);
  });
});

describe('a saved query', () => {
  const target = {
    classCode: '010102',
    cityCode: '330100',
    cityName: '杭州市',
    unitId: 'UNIT',
    maker: 'Zeiss',
    acceptsVouchers: true,
  };

  it('is the same whichever way it was written', () => {
    const tidy = tidyQuery({ sort: 'relevance', city: '杭州 ', q: '  扫描   电镜 ', maker: '' });
    expect(JSON.stringify(tidy)).toBe('{"q":"扫描 电镜","city":"杭州"}');
    expect(tidyQuery({ city: '杭州', q: '扫描 电镜' })).toEqual(tidy);
  });

  it.each([
    [{}, true],
    [{ sort: 'price' as const }, true],
    [{ q: 'SEM' }, false],
    [{ freeInDays: 3 }, false],
    [{ voucher: false }, false],
  ])('%j looks for nothing: %j', (query, isEmpty) => {
    expect(isEmptyQuery(query)).toBe(isEmpty);
  });

  it.each([
    [{ classCode: '010102' }, true],
    [{ classCode: '0101' }, true],
    [{ classCode: '010100' }, true],
    [{ classCode: '01' }, true],
    [{ classCode: '010103' }, false],
    [{ city: '杭州' }, true],
    [{ city: '330100' }, true],
    [{ city: '宁波' }, false],
    [{ unitId: 'OTHER' }, false],
    [{ maker: 'zeiss' }, true],
    [{ voucher: false }, false],
  ])('%j wants it: %j', (query, wanted) => {
    expect(isWanted(query, target)).toBe(wanted);
  });

  it('asks for a time from now on, or for none once it is over', () => {
    const from = '2026-11-20T00:00:00.000Z';
    expect(windowOf({ q: 'SEM' }, NOW)).toBeNull();
    expect(windowOf({ freeInDays: 3 }, NOW)).toEqual({
      startsAt: NOW,
      endsAt: later(NOW, 3 * DAY),
    });
    expect(windowOf({ freeFrom: from, freeTo: '2026-11-26T00:00:00.000Z' }, NOW)).toEqual({
      startsAt: NOW,
      endsAt: new Date('2026-11-26T00:00:00.000Z'),
    });
    expect(windowOf({ freeFrom: from }, NOW)).toBeNull();
  });
});

describe('a week of notices', () => {
  it.each([
    ['2026-11-23T15:59:59.999Z', '2026-W48', '2026-11-30T01:00:00.000Z'],
    ['2026-11-29T15:59:59.999Z', '2026-W48', '2026-11-30T01:00:00.000Z'],
    ['2026-11-29T16:00:00.000Z', '2026-W49', '2026-12-07T01:00:00.000Z'],
    ['2027-01-01T00:00:00.000Z', '2026-W53', '2027-01-04T01:00:00.000Z'],
  ])('%s lies in %s', (at, week, endsAt) => {
    expect(weekOf(new Date(at))).toEqual({ week, endsAt: new Date(endsAt) });
  });
});
