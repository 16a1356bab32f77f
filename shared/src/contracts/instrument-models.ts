import { z } from 'zod';
import { Count, Fen, Id, Instant, LocalDate } from '../primitives.ts';
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

/** What an instrument is doing, as everyone may know where its unit says so. */
export const ShownRun = z.object({
  state: RunStateName,
  /** Calibrated: of what is said with 0.9, nine in ten are right. */
  confidence: z.number().min(0).max(1),
  /** Confident enough to be said plainly; otherwise shown as suspected. */
  isSure: z.boolean(),
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
  acceptsVouchers: z.boolean(),
  distanceKm: z.number().min(0).nullable(),
  /** Fields of the instrument that the words were found in, best first. */
  matchedIn: z.array(z.enum(['name', 'model', 'maker', 'class', 'alias', 'unit', 'city', 'text'])),
});

/** At most `limit` minutes or bookings of one person or group, in a period or open at once. */
export const Quota = z.strictObject({
  who: z.enum(['user', 'group']),
  per: z.enum(['day', 'week', 'month', 'open']),
  of: z.enum(['minutes', 'bookings']),
  limit: z.int().min(1).max(100_000),
});

export const BookingRules = z.object({
  timeZone: z.string(),
  /** By ISO weekday, 1 Monday to 7 Sunday; none means closed. */
  openingHours: z.array(z.object({ weekday: z.int().min(1).max(7), from: WallTime, to: WallTime })),
  closedOnHolidays: z.boolean(),
  gridMinutes: z.int().min(15).max(1440),
  minMinutes: z.int().min(15),
  maxMinutes: z.int().min(15),
  leadMinutes: z.int().min(0),
  horizonDays: z.int().min(1),
  /** For users of the instrument’s own unit; null where they look as far ahead as all. */
  ownUnitHorizonDays: z.int().min(1).nullable(),
  bufferBeforeMinutes: z.int().min(0),
  bufferAfterMinutes: z.int().min(0),
  /** Whether warm-up and clean-up are paid for like booked time. */
  chargesBuffers: z.boolean(),
  quotas: z.array(Quota),
  approval: z.enum(['none', 'outside', 'all']),
  service: z.enum(['self', 'crew', 'both']),
  acceptedUserKinds: z.array(UserKind),
  freeCancelMinutes: z.int().min(0),
  lateCancelPercent: z.int().min(0).max(100),
  noShowPercent: z.int().min(0).max(100),
  /** Results are released by a second person of the crew. */
  resultsCheckedBySecond: z.boolean(),
  /** How long files of results are kept; null is the platform's own time. */
  keepResultsDays: z.int().min(31).nullable(),
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
  /** Null where its unit keeps it to itself, or it has no sensor. */
  runState: ShownRun.nullable(),
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
