import { nameForReader } from '../../infra/current-request.ts';
import { presentInterval } from '../bookings/index.ts';
import type { UserKind } from '../instruments/index.ts';
import type { Card } from './domain/catalogue.ts';

interface Extras {
  price: { item: string; unitFen: number } | null;
  userKind: UserKind;
  ratingMilli: number;
  ratingCount: number;
  nextFree: { startsAt: Date; endsAt: Date } | null;
  distanceKm: number | null;
}

/** What cards and details share. */
export function presentSummary(one: Card, extras: Extras) {
  return {
    id: one.id,
    code: one.code,
    name: one.name,
    nameEn: one.nameEn,
    maker: one.maker,
    model: one.model,
    class: { code: one.classCode, name: one.className },
    unit: {
      id: one.unitId,
      name: nameForReader(one.unitName, one.unitNameEn),
      shortName: one.unitShortName,
    },
    crewName: one.crewName,
    place: { cityCode: one.cityCode, cityName: one.cityName, lat: one.lat, lon: one.lon },
    status: one.status,
    price: extras.price === null ? null : { ...extras.price, userKind: extras.userKind },
    rating: {
      mean: extras.ratingCount === 0 ? null : Math.round(extras.ratingMilli / 10) / 100,
      count: extras.ratingCount,
    },
    nextFree: presentInterval(extras.nextFree),
    acceptsVouchers: one.acceptsVouchers,
    distanceKm: extras.distanceKm,
  };
}
