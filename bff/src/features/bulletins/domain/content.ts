import {
  addSums,
  asksAnswer,
  type Finding,
  FINDINGS,
  type Measured,
  noSums,
  type Sums,
} from './figures.ts';
import {
  classesOf,
  type ClassUse,
  findingsOf,
  isReadEnough,
  type Outcome,
  outcomeOf,
  useShare,
} from './findings.ts';
import type { Period } from './period.ts';

export interface Named {
  name: string;
  nameEn: string | null;
}

/** An instrument that had a sensor in the period, with where it stands. */
export interface Watched {
  measured: Measured;
  instrument: Named & { id: string; model: string; room: string; className: string };
  unit: Named & { id: string; regionCode: string };
  city: Named & { code: string };
}

export type UnitPlace = Named & { id: string; regionCode: string; cityCode: string };

export interface ItemFigures {
  sensorSeconds: number;
  onSeconds: number;
  standbySeconds: number;
  offSeconds: number;
  outsideSeconds: number;
  isReadEnough: boolean;
  useShare: number;
  /** Its class in the province; null where too few of it are read. */
  class: { count: number; quartile: number } | null;
}

export interface BulletinItem {
  id: string;
  unitId: string;
  finding: Finding;
  instrument: Watched['instrument'];
  figures: ItemFigures;
}

export interface GivenAnswer {
  text: string;
  action: string;
  answeredAt: string;
  isLate: boolean;
}

/** What an earlier bulletin found, what its unit said, and what became of it. */
export interface EarlierItem {
  unit: UnitPlace;
  finding: Finding;
  instrument: Watched['instrument'];
  answer: GivenAnswer | null;
  outcome: Outcome;
}

/** Everything a bulletin says; kept as it is once it is published. */
export interface BulletinContent {
  region: Named & { code: string };
  period: Pick<Period, 'key' | 'from' | 'to' | 'days' | 'yearDays'>;
  total: Sums;
  cities: (Named & { code: string; sums: Sums })[];
  units: (UnitPlace & { sums: Sums })[];
  items: BulletinItem[];
  earlier: { bulletinId: string; period: string; items: EarlierItem[] } | null;
}

interface Judged {
  watched: Watched;
  findings: Finding[];
  use: ClassUse | undefined;
}

function sumsOf({ findings, watched: { measured } }: Judged, period: Period): Sums {
  const said = { ...noSums().findings };
  for (const finding of findings) said[finding] = 1;
  const { offSeconds, onSeconds, outsideSeconds, sensorSeconds, standbySeconds } = measured;
  const readEnough = isReadEnough(measured, period) ? 1 : 0;
  const times = { sensorSeconds, onSeconds, standbySeconds, offSeconds, outsideSeconds };
  return { instruments: 1, readEnough, ...times, findings: said };
}

function figuresOf({ use, watched: { measured } }: Judged, period: Period): ItemFigures {
  const { offSeconds, onSeconds, outsideSeconds, sensorSeconds, standbySeconds } = measured;
  return {
    ...{ sensorSeconds, onSeconds, standbySeconds, offSeconds, outsideSeconds },
    isReadEnough: isReadEnough(measured, period),
    useShare: useShare(measured),
    class: use === undefined ? null : { count: use.count, quartile: use.quartile },
  };
}

/** Chinese names as people list them, the same on every machine. */
const collator = new Intl.Collator('zh-Hans-CN');
const byName = (one: Named, other: Named) => collator.compare(one.name, other.name);

export interface EarlierBulletin {
  id: string;
  content: BulletinContent;
  answerOf: (item: BulletinItem) => GivenAnswer | null;
}

function earlierOf(
  earlier: EarlierBulletin | null,
  judged: ReadonlyMap<string, Judged>,
  period: Period,
): BulletinContent['earlier'] {
  if (earlier === null) return null;
  const { content } = earlier;
  const places = new Map(content.units.map(({ sums: _, ...place }) => [place.id, place]));
  const items = content.items.flatMap((item): EarlierItem[] => {
    const { finding, instrument, unitId } = item;
    const unit = places.get(unitId);
    if (unit === undefined || !asksAnswer(finding)) return [];
    const now = judged.get(instrument.id);
    const seen = now && { ...now, measured: now.watched.measured };
    const outcome = outcomeOf(finding, seen, period);
    return [{ unit, finding, instrument, answer: earlier.answerOf(item), outcome }];
  });
  return { bulletinId: earlier.id, period: earlier.content.period.key, items };
}

/**
 * What a region's bulletin says. Classes are compared over the whole province, findings and sums are those of the
 * region: of its units, which add up to its cities and these to it.
 */
export function composeBulletin(
  { period, region }: { period: Period; region: BulletinContent['region'] },
  province: readonly Watched[],
  isOwn: (regionCode: string) => boolean,
  earlier: EarlierBulletin | null,
  newId: () => string,
): BulletinContent {
  const classes = classesOf(
    province.map(({ measured }) => measured),
    period,
  );
  const own = province
    .filter(({ unit }) => isOwn(unit.regionCode))
    .map((watched): Judged => {
      const use = classes.get(watched.measured.classCode);
      return { watched, use, findings: findingsOf(watched.measured, use, period) };
    })
    .sort((a, b) => byName(a.watched.instrument, b.watched.instrument));
  const units = new Map<string, BulletinContent['units'][number]>();
  const cities = new Map<string, BulletinContent['cities'][number]>();
  for (const one of own) {
    const { city, unit } = one.watched;
    const sums = sumsOf(one, period);
    const ofUnit = units.get(unit.id)?.sums ?? noSums();
    units.set(unit.id, { ...unit, cityCode: city.code, sums: addSums(ofUnit, sums) });
    const ofCity = cities.get(city.code)?.sums ?? noSums();
    cities.set(city.code, { ...city, sums: addSums(ofCity, sums) });
  }
  const sortedCities = [...cities.values()].sort((a, b) => a.code.localeCompare(b.code, 'en'));
  const sortedUnits = [...units.values()].sort(
    (a, b) => a.cityCode.localeCompare(b.cityCode, 'en') || byName(a, b),
  );
  const items = sortedUnits.flatMap(({ id }) => {
    const ofUnit = own.filter(({ watched }) => watched.unit.id === id);
    return FINDINGS.flatMap((finding) =>
      ofUnit
        .filter(({ findings }) => findings.includes(finding))
        .map((one): BulletinItem => {
          const { instrument } = one.watched;
          return { id: newId(), unitId: id, finding, instrument, figures: figuresOf(one, period) };
        }),
    );
  });
  const judged = new Map(own.map((one) => [one.watched.instrument.id, one]));
  const { days, from, key, to, yearDays } = period;
  return {
    region,
    period: { key, from, to, days, yearDays },
    total: [...cities.values()].reduce((sum, { sums }) => addSums(sum, sums), noSums()),
    cities: sortedCities,
    units: sortedUnits,
    items,
    earlier: earlierOf(earlier, judged, period),
  };
}
