import { z } from 'zod';
import { Count, Id, Instant, LocalDate, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { InstrumentDetail, InstrumentSummary } from './instrument-models.ts';
import { UserKind } from './sessions.ts';

const FacetValue = z.object({ value: z.string(), name: z.string(), count: Count });

/** How the words were read: each chip can be taken off again by leaving `text` out of `q`. */
const Understood = z.object({
  kind: z.enum([
    'class',
    'city',
    'unit',
    'maker',
    'model',
    'price',
    'time',
    'voucher',
    'cheap',
    'near',
    'words',
  ]),
  /** As it was typed. */
  text: z.string(),
  value: z.string(),
  name: z.string(),
  /** Whether it was read as it stands, from pinyin or initials, with a mistake mended, or guessed. */
  way: z.enum(['word', 'model', 'pinyin', 'initials', 'mended', 'purpose']),
});

const BusyKind = z.enum(['busy', 'held', 'mine', 'closed']);

export const instrumentContracts = {
  listInstruments: {
    summary: 'Search instruments',
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(200).optional(),
      classCode: z
        .string()
        .regex(/^\d{2,6}$/)
        .optional(),
      city: z.string().max(20).optional(),
      unitId: Id.optional(),
      maker: z.string().max(80).optional(),
      priceMaxFen: z.coerce.number().int().min(0).max(1e12).optional(),
      voucher: z.enum(['true', 'false']).optional(),
      openTo: UserKind.optional(),
      freeFrom: Instant.optional(),
      freeTo: Instant.optional(),
      near: z
        .string()
        .regex(/^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?$/)
        .optional(),
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
        /** Kinds that may be meant: `value` is their class, `name` finds them. */
        suggestedClasses: z.array(FacetValue),
        /** How surely the words were understood: 0 to 1, 1 where nothing was asked. */
        confidence: z.number().min(0).max(1),
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
  noteFound: {
    summary:
      'What was opened from a search; words that mean nothing yet are learned where people agree',
    body: z.strictObject({ q: z.string().min(1).max(200), instrumentId: Id }),
    responses: { 204: null },
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
} satisfies Record<string, Contract>;
