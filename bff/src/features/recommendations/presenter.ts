import { DateTime } from 'luxon';
import { currentLanguage, nameForReader } from '../../infra/current-request.ts';
import { moneyInWords } from '../../infra/words.ts';
import type { Actor } from '../../policy.ts';
import { defaultPayer, type Instrument, userKindOf } from '../instruments/index.ts';
import { type Interval, presentSummary } from '../search/index.ts';
import type { FoundInstrument } from './candidates-repository.ts';
import type { Chosen, ChoiceReason } from './domain/choice.ts';
import type { SavedQuery } from './domain/saved-query.ts';
import type { QueryNames, SavedSearch } from './searches-repository.ts';
import type { Settings } from './settings-repository.ts';
import { readAreas } from './use-cases/read-areas.ts';

interface Known {
  actor: Actor;
  names: ReadonlyMap<string, string>;
  free: ReadonlyMap<string, Interval | null>;
  found: readonly FoundInstrument[];
  instruments: readonly Instrument[];
}

function presentReason(reason: ChoiceReason, type: string, names: ReadonlyMap<string, string>) {
  const named = (code: string) => ({ code, name: names.get(code) ?? code });
  const area = reason.code === 'area' ? readAreas().find(({ code }) => code === reason.area) : null;
  return {
    code: reason.code,
    type:
      reason.code === 'usual_type'
        ? named(type)
        : reason.code === 'co_booked'
          ? named(reason.because)
          : null,
    area: area ? nameForReader(area.name, area.nameEn) : null,
  };
}

/** A recommended instrument with its reasons; none where it has gone meanwhile. */
export function presentRecommended(chosen: Chosen, known: Known) {
  const one = known.instruments.find(({ id }) => id === chosen.instrumentId);
  const found = known.found.find(({ instrumentId }) => instrumentId === chosen.instrumentId);
  if (one === undefined || found === undefined) return [];
  const userKind = userKindOf(defaultPayer(known.actor), one);
  const unitFen = found.pricesFen[userKind];
  return [
    {
      ...presentSummary(one, {
        price:
          unitFen === null || found.priceItem === null ? null : { item: found.priceItem, unitFen },
        userKind,
        ratingMilli: chosen.ratingMilli,
        ratingCount: found.rating.reviews,
        nextFree: known.free.get(one.id) ?? null,
        distanceKm: chosen.distanceKm,
      }),
      reasons: chosen.reasons.map((reason) => presentReason(reason, chosen.type, known.names)),
    },
  ];
}

const ZONE = 'Asia/Shanghai';
const dayOf = (atMs: number) => DateTime.fromMillis(atMs, { zone: ZONE }).toFormat('yyyy-MM-dd');

/** Of a stretch that ends with a midnight, the day before is the last. */
const firstDay = (from: string | undefined) => (from === undefined ? '' : dayOf(Date.parse(from)));
const lastDay = (to: string | undefined) => (to === undefined ? '' : dayOf(Date.parse(to) - 1));

function timeInWords({ freeFrom, freeTo, freeInDays }: SavedQuery, isEnglish: boolean): string[] {
  if (freeInDays !== undefined) {
    return [
      isEnglish ? `free within ${String(freeInDays)} days` : `${String(freeInDays)} 天内有空`,
    ];
  }
  if (freeFrom === undefined && freeTo === undefined) return [];
  const days = `${firstDay(freeFrom)}–${lastDay(freeTo)}`;
  return [isEnglish ? `free ${days}` : `${days} 有空`];
}

/** A query in the reader's words, which is also the name proposed for it. */
export function wordsOfQuery(query: SavedQuery, names: QueryNames): string {
  const isEnglish = currentLanguage() === 'en';
  const { q, classCode, city, unitId, maker, priceMaxFen, voucher } = query;
  const cityNames = city === undefined ? undefined : names.cities.get(city);
  const unitNames = unitId === undefined ? undefined : names.units.get(unitId);
  const parts = [
    q,
    classCode === undefined ? undefined : (names.classes.get(classCode) ?? classCode),
    city === undefined
      ? undefined
      : ((isEnglish ? cityNames?.nameEn : cityNames?.name.replace(/市$/, '')) ?? city),
    unitNames === undefined ? undefined : nameForReader(unitNames.name, unitNames.nameEn),
    maker,
    priceMaxFen === undefined
      ? undefined
      : `${isEnglish ? 'up to' : '不超过'} ${moneyInWords(priceMaxFen)}`,
    voucher === undefined
      ? undefined
      : voucher
        ? isEnglish
          ? 'takes vouchers'
          : '可用创新券'
        : isEnglish
          ? 'no vouchers'
          : '不用创新券',
    ...timeInWords(query, isEnglish),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

export function presentSavedSearch(one: SavedSearch, names: QueryNames) {
  return {
    id: one.id,
    name: one.name,
    summary: wordsOfQuery(one.query, names),
    query: one.query,
    notify: one.notify,
    version: one.version,
    createdAt: one.createdAt.toISOString(),
  };
}

export function presentInterests({ areas, weeklyNotices, version }: Settings) {
  return {
    areas: readAreas().map(({ code, name, nameEn }) => ({
      code,
      name: nameForReader(name, nameEn),
      isChosen: areas.includes(code),
    })),
    weeklyNotices,
    version,
  };
}
