import fc from 'fast-check';
import {
  composeBulletin,
  type Watched,
} from '../../../bff/src/features/bulletins/domain/content.ts';
import {
  addSums,
  type Measured,
  noSums,
  ratesOf,
} from '../../../bff/src/features/bulletins/domain/figures.ts';
import {
  classesOf,
  findingsOf,
  outcomeOf,
} from '../../../bff/src/features/bulletins/domain/findings.ts';
import {
  answerDue,
  lastOver,
  type Period,
  periodAt,
  periodOf,
  periodsOver,
  reminderDue,
} from '../../../bff/src/features/bulletins/domain/period.ts';

const HOUR = 3600;
const DAY = 86_400;
const autumn = periodOf('2026-09') as Period;
const LONG = autumn.days * DAY;

/** An instrument read all of the period, on for some hours, off else. */
function measured(onHours: number, changes: Partial<Measured> = {}): Measured {
  const onSeconds = onHours * HOUR;
  return {
    instrumentId: 'I',
    unitId: 'U',
    classCode: '010103',
    sensorSeconds: LONG,
    onSeconds,
    standbySeconds: 0,
    offSeconds: LONG - onSeconds,
    outsideSeconds: 0,
    last60: { readSeconds: 60 * DAY, onSeconds },
    ...changes,
  };
}

const classOf = (...hours: number[]) =>
  classesOf(
    hours.map((onHours) => measured(onHours)),
    autumn,
  ).get('010103');

describe('periods', () => {
  test('run over two months of the province’s zone, and end at its midnight', () => {
    expect(autumn).toMatchObject({ from: '2026-09-01', to: '2026-10-31', days: 61, yearDays: 365 });
    expect(autumn.startsAt.toISOString()).toBe('2026-08-31T16:00:00.000Z');
    expect(periodOf('2028-01')).toMatchObject({ to: '2028-02-29', days: 60, yearDays: 366 });
    expect(periodOf('2026-10')).toBeNull();
    expect(periodOf('2026-13')).toBeNull();
  });

  test('the last that is over changes at midnight there', () => {
    expect(lastOver(new Date('2026-10-31T15:59:59.999Z')).key).toBe('2026-07');
    expect(lastOver(new Date('2026-10-31T16:00:00.000Z')).key).toBe('2026-09');
    expect(periodAt(new Date('2026-12-31T16:00:00.000Z')).key).toBe('2027-01');
    expect(periodsOver(new Date('2026-02-10T00:00:00Z'), 3).map(({ key }) => key)).toEqual([
      '2025-11',
      '2025-09',
      '2025-07',
    ]);
  });

  test('units have until the end of the fifteenth day, and are reminded three days before', () => {
    const answerBy = answerDue(new Date('2026-11-09T02:00:00Z'));
    expect(answerBy.toISOString()).toBe('2026-11-24T16:00:00.000Z');
    expect(reminderDue(answerBy).toISOString()).toBe('2026-11-21T16:00:00.000Z');
  });
});

describe('findings', () => {
  const many = classOf(10, 100, 120, 140, 160, 400);

  test.each<[string, Measured, ReturnType<typeof classOf>, string[]]>([
    ['never on, read', measured(0), many, ['idle']],
    ['never on, and nobody to compare with', measured(0), undefined, ['idle']],
    [
      'never on in the last 60 days, once before them',
      measured(2, { last60: { readSeconds: 60 * DAY, onSeconds: 0 } }),
      many,
      ['idle'],
    ],
    ['below the quartile', measured(99), many, ['under_used']],
    ['at the quartile', measured(105), many, []],
    ['little, but too few of its class are read', measured(1), classOf(10, 20, 30, 40), []],
    ['the best of six', measured(400), many, ['best_used']],
    ['next to the best', measured(399), many, []],
    [
      'read for less than half: never called idle',
      measured(0, {
        offSeconds: LONG * 0.49,
        last60: { readSeconds: 59 * DAY, onSeconds: 0 },
      }),
      many,
      ['sensor_offline'],
    ],
    [
      'without readings for a tenth of its time',
      measured(120, { offSeconds: LONG * 0.9 - 120 * HOUR }),
      many,
      [],
    ],
    [
      'without readings for more than a tenth',
      measured(120, { offSeconds: LONG * 0.89 - 120 * HOUR }),
      many,
      ['sensor_offline'],
    ],
    [
      'a sensor for the last week only: no verdict, and not offline',
      measured(0, { sensorSeconds: 7 * DAY, offSeconds: 7 * DAY }),
      many,
      [],
    ],
    [
      'what was not read counts neither way',
      // 60 of 800 hours read is as 110 of 1,464: above the quartile though below it in hours.
      measured(60, {
        offSeconds: 740 * HOUR,
        last60: { readSeconds: 33 * DAY, onSeconds: 60 * HOUR },
      }),
      classOf(10, 90, 100, 140, 160, 400),
      ['sensor_offline'],
    ],
  ])('%s', (_, one, use, expected) => {
    expect(findingsOf(one, use, autumn)).toEqual(expected);
  });

  test('more hours never make an instrument idle or under-used, nor cost it its praise', () => {
    const hours = fc.integer({ min: 0, max: 1_464 });
    fc.assert(
      fc.property(
        fc.array(hours, { minLength: 5, maxLength: 40 }),
        hours,
        hours,
        (others, a, b) => {
          const found = [Math.min(a, b), Math.max(a, b)].map((own) => {
            const use = classOf(own, ...others);
            return findingsOf(measured(own), use, autumn);
          });
          const [less = [], more = []] = found;
          const gravity = (of: string[]) =>
            of.includes('idle') ? 2 : of.includes('under_used') ? 1 : 0;
          if (gravity(more) > gravity(less)) return false;
          return !less.includes('best_used') || more.includes('best_used');
        },
      ),
    );
  });

  test.each<
    [
      string,
      Parameters<typeof outcomeOf>[0],
      Measured | undefined,
      ReturnType<typeof classOf>,
      string,
    ]
  >([
    ['no sensor any more', 'idle', undefined, many, 'unmonitored'],
    ['idle, on again', 'idle', measured(20), undefined, 'mended'],
    ['idle, still', 'idle', measured(0), undefined, 'still'],
    ['idle, hardly read now', 'idle', measured(0, { offSeconds: 3 * DAY }), many, 'unknown'],
    ['under-used, idle now', 'under_used', measured(0), many, 'still'],
    ['under-used, no class to compare with', 'under_used', measured(9), undefined, 'unknown'],
    ['under-used, mended', 'under_used', measured(130), many, 'mended'],
    ['offline, read again', 'sensor_offline', measured(0), many, 'mended'],
    ['offline, still', 'sensor_offline', measured(0, { offSeconds: DAY }), many, 'still'],
  ])('what became of it: %s', (_, finding, one, use, expected) => {
    const now = one && { measured: one, use, findings: findingsOf(one, use, autumn) };
    expect(outcomeOf(finding, now, autumn)).toBe(expected);
  });
});

describe('figures', () => {
  test('are those of the national survey, of the period’s part of the year', () => {
    const one = measured(160, { outsideSeconds: 40 * HOUR, offSeconds: LONG / 2 - 160 * HOUR });
    const rates = ratesOf(one, 1, autumn);
    expect(rates.utilisation).toBeCloseTo((160 / 1600) * (365 / 61), 9);
    expect(rates.ratedShare).toBeCloseTo((160 / 1400) * (365 / 61), 9);
    expect(rates.sharing).toBe(0.25);
    expect(rates.coverage).toBe(0.5);
    expect(ratesOf(noSums(), 0, autumn)).toMatchObject({
      coverage: null,
      utilisation: null,
      sharing: null,
    });
  });

  test('units add up to cities, and cities to the region', () => {
    const watched = fc
      .record({
        unit: fc.integer({ min: 0, max: 7 }),
        code: fc.integer({ min: 0, max: 2 }),
        on: fc.integer({ min: 0, max: LONG }),
        read: fc.integer({ min: 0, max: LONG }),
        outside: fc.integer({ min: 0, max: LONG }),
      })
      .map(({ code, on, outside, read, unit }): Omit<Watched, 'instrument'> => {
        const onSeconds = Math.min(on, read);
        return {
          measured: measured(0, {
            unitId: `U${unit}`,
            classCode: `01010${code}`,
            onSeconds,
            offSeconds: read - onSeconds,
            outsideSeconds: Math.min(onSeconds, outside),
            last60: { readSeconds: Math.min(read, 60 * DAY), onSeconds },
          }),
          unit: { id: `U${unit}`, name: `U${unit}`, nameEn: null, regionCode: `330${unit % 3}06` },
          city: { code: `330${unit % 3}00`, name: 'C', nameEn: null },
        };
      });
    fc.assert(
      fc.property(fc.array(watched, { maxLength: 60 }), (province) => {
        const named = province.map((one, at): Watched => ({
          ...one,
          instrument: { id: `I${at}`, name: 'I', nameEn: null, model: '', room: '', className: '' },
          measured: { ...one.measured, instrumentId: `I${at}` },
        }));
        let ids = 0;
        const isOwn = (code: string) => code.startsWith('3301') || code.startsWith('3302');
        const region = { code: '330000', name: 'Z', nameEn: null };
        const content = composeBulletin({ period: autumn, region }, named, isOwn, null, () =>
          String(++ids),
        );
        const all = content.units.reduce((sum, { sums }) => addSums(sum, sums), noSums());
        expect(content.total).toEqual(all);
        // Reckoned anew from what went in, not by what adds up units.
        const inside = named.filter(({ unit }) => isOwn(unit.regionCode));
        for (const field of [
          'onSeconds',
          'offSeconds',
          'outsideSeconds',
          'sensorSeconds',
        ] as const) {
          expect(content.total[field]).toBe(
            inside.reduce((sum, one) => sum + one.measured[field], 0),
          );
        }
        for (const city of content.cities) {
          const own = content.units.filter(({ cityCode }) => cityCode === city.code);
          expect(city.sums).toEqual(own.reduce((sum, { sums }) => addSums(sum, sums), noSums()));
        }
        const said = Object.values(content.total.findings).reduce((sum, count) => sum + count, 0);
        expect(content.items.length).toBe(said);
      }),
    );
  });
});
