import { z } from 'zod';
import { Count, Fen, Id, Instant, LocalDate, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { UserKind } from './sessions.ts';

export const RunStateName = z.enum(['on', 'standby', 'off', 'offline']);
export const InstrumentStatus = z.enum(['open', 'paused', 'repair', 'retired']);
export const PriceItem = z.enum(['machine_hour', 'crew_hour', 'sample', 'start_up', 'consumable']);

/** Wall-clock time of the unit's zone, `08:30`; `24:00` is the end of the day. */
const WallTime = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$|^24:00$/);

const Place = z.object({
  cityCode: z.string(),
  cityName: z.string(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
});

const UnitRef = z.object({ id: Id, name: z.string(), shortName: z.string() });

const ClassRef = z.object({ code: z.string(), name: z.string() });

const Rating = z.object({
  mean: z.number().min(0).max(5).nullable(),
  count: Count,
});

/** The price this reader would pay for the usual unit; null where the instrument has none for them. */
const UserPrice = z.object({
  userKind: UserKind,
  item: PriceItem,
  unitFen: Fen,
});

const RunState = z.object({
  state: RunStateName,
  confidence: z.number().min(0).max(1),
  since: Instant,
  lastReadingAt: Instant.nullable(),
});

export const InstrumentSummary = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  maker: z.string(),
  model: z.string(),
  class: ClassRef,
  unit: UnitRef,
  crewName: z.string().nullable(),
  place: Place,
  status: InstrumentStatus,
  price: UserPrice.nullable(),
  rating: Rating,
  nextFree: z.object({ startsAt: Instant, endsAt: Instant }).nullable(),
  runState: RunState.nullable(),
  acceptsVouchers: z.boolean(),
  distanceKm: z.number().min(0).nullable(),
  /** Fields of the instrument that the words were found in, best first. */
  matchedIn: z.array(z.enum(['name', 'model', 'maker', 'class', 'alias', 'unit', 'city', 'text'])),
});

const FacetValue = z.object({ value: z.string(), name: z.string(), count: Count });

/** How the words were read: each chip can be taken off again by leaving `text` out of `q`. */
const Understood = z.object({
  kind: z.enum(['class', 'city', 'unit', 'maker', 'model', 'words']),
  text: z.string(),
  value: z.string(),
  name: z.string(),
});

export const BookingRules = z.object({
  timeZone: z.string(),
  /** By ISO weekday, 1 Monday to 7 Sunday; none means closed. */
  openingHours: z.array(
    z.object({ weekday: z.int().min(1).max(7), from: WallTime, to: WallTime }),
  ),
  closedOnHolidays: z.boolean(),
  gridMinutes: z.int().min(15).max(1440),
  minMinutes: z.int().min(15),
  maxMinutes: z.int().min(15),
  leadMinutes: z.int().min(0),
  horizonDays: z.int().min(1),
  bufferBeforeMinutes: z.int().min(0),
  bufferAfterMinutes: z.int().min(0),
  approval: z.enum(['none', 'outside', 'all']),
  service: z.enum(['self', 'crew', 'both']),
  acceptedUserKinds: z.array(UserKind),
  freeCancelMinutes: z.int().min(0),
  lateCancelPercent: z.int().min(0).max(100),
  noShowPercent: z.int().min(0).max(100),
});

export const PriceList = z.object({
  chargingMode: z.enum(['reservation', 'use', 'overage']),
  items: z.array(
    z.object({
      userKind: UserKind,
      item: PriceItem,
      testItemId: Id.nullable(),
      name: z.string(),
      unitFen: Fen,
    }),
  ),
  offPeak: z.array(z.object({ from: WallTime, to: WallTime, percentOff: z.int().min(1).max(100) })),
  minimumFen: Fen,
  subsidyPerHourFen: Fen,
  validFrom: LocalDate,
  validTo: LocalDate.nullable(),
});

export const InstrumentDetail = InstrumentSummary.omit({ matchedIn: true }).extend({
  description: z.string(),
  room: z.string(),
  address: z.string(),
  commissionedOn: LocalDate.nullable(),
  originalValueFen: Fen.nullable(),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  takes: z.array(z.enum(['time', 'sample'])),
  stations: z.array(z.object({ id: Id, name: z.string() })),
  testItems: z.array(z.object({ id: Id, name: z.string() })),
  crew: z.array(z.object({ name: z.string() })),
  rules: BookingRules,
  /** Lead time for this reader, approval's 24 hours included where it applies. */
  leadMinutesForYou: z.int().min(0),
  needsApprovalForYou: z.boolean(),
  prices: PriceList.nullable(),
  yourKind: UserKind,
  scoreMeans: z
    .object({
      quality: z.number(),
      speed: z.number(),
      attitude: z.number(),
      value: z.number(),
    })
    .nullable(),
  ratingHistogram: z.array(Count).length(5),
});

const BusyKind = z.enum(['busy', 'held', 'mine', 'closed']);

export const Review = z.object({
  id: Id,
  scores: z.object({
    quality: z.int().min(1).max(5),
    speed: z.int().min(1).max(5),
    attitude: z.int().min(1).max(5),
    value: z.int().min(1).max(5),
  }),
  text: z.string(),
  authorName: z.string(),
  createdAt: Instant,
});

export const instrumentContracts = {
  listInstruments: {
    summary: 'Search instruments',
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(200).optional(),
      classCode: z.string().regex(/^\d{2,6}$/).optional(),
      city: z.string().max(20).optional(),
      unitId: Id.optional(),
      maker: z.string().max(80).optional(),
      priceMaxFen: z.coerce.number().int().min(0).max(1e12).optional(),
      voucher: z.enum(['true', 'false']).optional(),
      openTo: UserKind.optional(),
      freeFrom: Instant.optional(),
      freeTo: Instant.optional(),
      near: z.string().regex(/^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?$/).optional(),
      sort: z.enum(['relevance', 'distance', 'price', 'rating', 'nextFree']).default('relevance'),
    }),
    responses: {
      200: pageOf(InstrumentSummary).extend({
        facets: z.object({
          cities: z.array(FacetValue),
          classes: z.array(FacetValue),
          units: z.array(FacetValue),
          makers: z.array(FacetValue),
        }),
        understood: z.array(Understood),
        suggestedClasses: z.array(FacetValue),
        yourKind: UserKind,
      }),
    },
    problems: ['request.cursor_invalid'],
  },
  suggestInstruments: {
    summary: 'Suggestions while typing',
    query: z.strictObject({ q: z.string().min(1).max(100) }),
    responses: {
      200: z.object({
        items: z.array(
          z.object({
            text: z.string(),
            kind: z.enum(['class', 'model', 'maker', 'unit', 'city', 'name']),
            count: Count,
          }),
        ),
      }),
    },
  },
  getInstrument: {
    summary: 'One instrument with its price list, rules and rating',
    params: z.strictObject({ id: Id }),
    responses: { 200: InstrumentDetail },
    problems: ['instrument.not_found'],
  },
  getCalendar: {
    summary: 'What is busy and what is open, never who booked',
    params: z.strictObject({ id: Id }),
    query: z.strictObject({ from: Instant, to: Instant }),
    responses: {
      200: z.object({
        busy: z.array(
          z.object({
            startsAt: Instant,
            endsAt: Instant,
            kind: BusyKind,
            stations: z.array(Id),
            /** Set on holds: when they end by themselves. */
            until: Instant.nullable(),
            /** Set on the reader's own. */
            bookingId: Id.nullable(),
          }),
        ),
        open: z.array(z.object({ startsAt: Instant, endsAt: Instant })),
        /** Open days with a holiday's name where one closes them. */
        holidays: z.array(z.object({ date: LocalDate, name: z.string() })),
        grid: z.object({ minutes: z.int(), timeZone: z.string() }),
        /** Bookable by this reader from here to here, lead time and horizon applied. */
        bookableFrom: Instant,
        bookableTo: Instant,
        nextFree: z.object({ startsAt: Instant, endsAt: Instant }).nullable(),
        readAt: Instant,
      }),
    },
    problems: ['instrument.not_found', 'calendar.range_invalid'],
  },
  listReviews: {
    summary: 'Reviews of an instrument, newest first',
    params: z.strictObject({ id: Id }),
    query: z.strictObject(pageQuery),
    responses: { 200: pageOf(Review) },
    problems: ['instrument.not_found', 'request.cursor_invalid'],
  },
} satisfies Record<string, Contract>;
