import { z } from 'zod';
import { Count, Id, Instant, LocalDate } from '../primitives.ts';
import { BrokenRule } from './booking-models.ts';
import type { Contract } from './contract.ts';
import { BookingRules, InstrumentStatus, PriceList, Quota } from './instrument-models.ts';

const MONTH_MINUTES = 31 * 1440;

/** All rules of an instrument, as its staff set them. */
const Rules = z
  .strictObject({
    ...BookingRules.omit({ timeZone: true }).shape,
    openingHours: BookingRules.shape.openingHours.max(50),
    gridMinutes: z.int().min(15).max(1440).multipleOf(15),
    minMinutes: z.int().min(15).max(MONTH_MINUTES),
    maxMinutes: z.int().min(15).max(MONTH_MINUTES),
    leadMinutes: z.int().min(0).max(MONTH_MINUTES),
    horizonDays: z.int().min(1).max(366),
    ownUnitHorizonDays: z.int().min(1).max(366).nullable(),
    bufferBeforeMinutes: z.int().min(0).max(1440),
    bufferAfterMinutes: z.int().min(0).max(1440),
    quotas: z.array(Quota).max(20),
    acceptedUserKinds: BookingRules.shape.acceptedUserKinds.min(1),
    freeCancelMinutes: z.int().min(0).max(MONTH_MINUTES),
  })
  .superRefine((rules, ctx) => {
    const refuse = (path: (string | number)[], code: string) => {
      ctx.addIssue({ code: 'custom', path, message: code });
    };
    if (rules.maxMinutes < rules.minMinutes) refuse(['maxMinutes'], 'order');
    for (const key of ['minMinutes', 'maxMinutes'] as const) {
      if (rules[key] % rules.gridMinutes !== 0) refuse([key], 'off_grid');
    }
    rules.quotas.forEach(({ who, per, of }, index) => {
      const isTwice = rules.quotas
        .slice(0, index)
        .some((one) => one.who === who && one.per === per && one.of === of);
      if (isTwice) refuse(['quotas', index], 'duplicate');
    });
    rules.openingHours.forEach((span, index) => {
      if (span.to <= span.from) refuse(['openingHours', index, 'to'], 'order');
      const isMet = rules.openingHours
        .slice(0, index)
        .some((one) => one.weekday === span.weekday && one.from < span.to && span.from < one.to);
      if (isMet) refuse(['openingHours', index], 'overlap');
    });
  });

const NewPriceList = z
  .strictObject({
    ...PriceList.omit({ validTo: true }).shape,
    items: z
      .array(
        z.strictObject({
          ...PriceList.shape.items.element.shape,
          name: z.string().trim().max(120),
        }),
      )
      .min(1)
      .max(200),
    offPeak: z.array(z.strictObject(PriceList.shape.offPeak.element.shape)).max(10),
    validFrom: LocalDate,
  })
  .superRefine(({ items, offPeak }, ctx) => {
    offPeak.forEach(({ from, to }, index) => {
      if (from === to)
        ctx.addIssue({ code: 'custom', path: ['offPeak', index, 'to'], message: 'order' });
    });
    const seen = new Set<string>();
    items.forEach(({ userKind, item, testItemId, name }, index) => {
      if (item === 'sample' && testItemId === null && name === '') {
        ctx.addIssue({ code: 'custom', path: ['items', index, 'name'], message: 'required' });
      }
      const many = item === 'sample' ? (testItemId ?? name) : item === 'consumable' ? name : '';
      const key = `${userKind}:${item}:${many}`;
      if (seen.has(key)) {
        ctx.addIssue({ code: 'custom', path: ['items', index], message: 'duplicate' });
      }
      seen.add(key);
    });
  });

const idParams = z.strictObject({ id: Id });

const staffOnly = ['instrument.not_found', 'access.forbidden'] as const;

export const termsContracts = {
  listRunInstruments: {
    summary:
      'The instruments that I set the terms of, by name; `q` looks in names, models and rooms',
    query: z.strictObject({
      q: z.string().trim().max(100).default(''),
      cursor: z.string().max(800).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    responses: {
      200: z.object({
        nextCursor: z.string().nullable(),
        items: z.array(
          z.object({
            id: Id,
            name: z.string(),
            nameEn: z.string().nullable(),
            model: z.string(),
            room: z.string(),
            status: InstrumentStatus,
            classCode: z.string(),
          }),
        ),
      }),
    },
    problems: ['request.cursor_invalid'],
  },
  getRules: {
    summary: 'All booking rules of an instrument, for its staff',
    params: idParams,
    responses: {
      200: z.object({
        rules: Rules,
        version: z.int().min(1),
        timeZone: z.string(),
        /** How many people could check results; a second check needs two. */
        checkers: Count,
      }),
    },
    problems: staffOnly,
  },
  previewRules: {
    summary: 'Bookings to come that new rules would no longer allow; changes nothing',
    params: idParams,
    body: z.strictObject({ rules: Rules }),
    responses: {
      200: z.object({
        /** They stay as they are: rules are judged when a booking is made. */
        total: Count,
        broken: z.array(
          z.object({
            bookingId: Id,
            startsAt: Instant,
            endsAt: Instant,
            owner: z.string(),
            rules: z.array(BrokenRule),
          }),
        ),
      }),
    },
    problems: [...staffOnly, 'rules.no_second_person'],
  },
  setRules: {
    summary: 'Set the booking rules, as a new version',
    params: idParams,
    body: z.strictObject({ rules: Rules }),
    responses: { 200: z.object({ rules: Rules, version: z.int().min(1), timeZone: z.string() }) },
    problems: [...staffOnly, 'request.stale', 'rules.no_second_person'],
  },
  listPriceLists: {
    summary: 'Price lists of an instrument, the one that holds last first, then what came before',
    params: idParams,
    responses: {
      200: z.object({ items: z.array(PriceList.extend({ id: Id })), today: LocalDate }),
    },
    problems: staffOnly,
  },
  createPriceList: {
    summary:
      'Set prices from a day on; bookings keep the price they were made at. A sample with a name and no testItemId is a new test item',
    idempotent: true,
    params: idParams,
    body: NewPriceList,
    responses: { 201: PriceList.extend({ id: Id }) },
    problems: [
      ...staffOnly,
      'price_list.in_the_past',
      'price_list.day_taken',
      'test_item.not_found',
    ],
  },
  withdrawPriceList: {
    summary: 'Take back prices that do not hold yet',
    params: z.strictObject({ id: Id, listId: Id }),
    responses: { 204: null },
    problems: [...staffOnly, 'price_list.not_found', 'price_list.in_the_past'],
  },
} satisfies Record<string, Contract>;
