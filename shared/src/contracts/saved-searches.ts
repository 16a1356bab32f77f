import { z } from 'zod';
import { Count, Id, Instant } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { InstrumentSummary } from './instrument-models.ts';

/** A search as the screen asks it; `freeInDays` counts from whenever it is run. */
export const SavedQuery = z
  .strictObject({
    q: z.string().max(200).optional(),
    classCode: z
      .string()
      .regex(/^\d{2,6}$/)
      .optional(),
    city: z.string().max(20).optional(),
    unitId: Id.optional(),
    maker: z.string().max(80).optional(),
    priceMaxFen: z.int().min(0).max(1e12).optional(),
    voucher: z.boolean().optional(),
    freeFrom: Instant.optional(),
    freeTo: Instant.optional(),
    freeInDays: z.int().min(1).max(14).optional(),
    sort: z.enum(['relevance', 'distance', 'price', 'rating', 'nextFree']).optional(),
  })
  .refine(({ freeFrom, freeTo }) => !freeFrom || !freeTo || freeFrom < freeTo, {
    error: 'order',
    path: ['freeTo'],
  });

const SavedSearch = z.object({
  id: Id,
  name: z.string(),
  /** The query in the reader's words. */
  summary: z.string(),
  query: SavedQuery,
  /** Whether new and re-opened instruments and freed slots that fit are told. */
  notify: z.boolean(),
  /** Also the `ETag`, which `If-Match` may ask for. */
  version: z.int().min(1),
  createdAt: Instant,
});

const Name = z.string().max(200);
const oneSearch = z.strictObject({ id: Id });

/** The type of an instrument, as far as recommendations know types. */
const TypeRef = z.object({ code: z.string(), name: z.string() });

/** Why an instrument is recommended; the first of its reasons is the strongest. */
const Reason = z.object({
  code: z.enum([
    'usual_type',
    'booked_before',
    'co_booked',
    'area',
    'popular',
    'new_nearby',
    'rated',
    'free_soon',
  ]),
  /** The type that a `usual_type` is of, and the one that led to a `co_booked`. */
  type: TypeRef.nullable(),
  area: z.string().nullable(),
});

const Area = z.object({ code: z.string(), name: z.string(), isChosen: z.boolean() });

const Interests = z.object({
  areas: z.array(Area),
  /** At most so many notices of saved searches in a week; the rest is one line at its end. */
  weeklyNotices: z.int().min(0).max(20),
  /** Also the `ETag`, which `If-Match` may ask for. */
  version: z.int().min(0),
});

export const savedSearchContracts = {
  listSavedSearches: {
    summary: 'My saved searches, newest first',
    responses: { 200: z.object({ items: z.array(SavedSearch), limit: Count }) },
  },
  createSavedSearch: {
    summary:
      'Save a search; without a name it gets one from its words. The same search twice is one',
    body: z.strictObject({ name: Name.optional(), query: SavedQuery, notify: z.boolean() }),
    responses: { 200: SavedSearch, 201: SavedSearch },
    problems: ['saved_search.too_many', 'saved_search.empty'],
    idempotent: true,
  },
  changeSavedSearch: {
    summary: 'Rename a saved search, or turn its notices on or off',
    params: oneSearch,
    body: z.strictObject({ name: Name.optional(), notify: z.boolean().optional() }),
    responses: { 200: SavedSearch },
    problems: ['saved_search.not_found', 'request.stale'],
  },
  deleteSavedSearch: {
    summary: 'Forget a saved search',
    params: oneSearch,
    responses: { 204: null },
    problems: ['saved_search.not_found'],
  },
  listRecommended: {
    summary: 'Instruments for me, each with its reasons',
    responses: {
      200: z.object({
        items: z.array(
          InstrumentSummary.omit({ matchedIn: true }).extend({ reasons: z.array(Reason).min(1) }),
        ),
      }),
    },
  },
  noteShown: {
    summary: 'Recommendations that were on the screen; counted, and forgotten after 90 days',
    body: z.strictObject({
      items: z
        .array(z.strictObject({ instrumentId: Id, reason: Reason.shape.code }))
        .min(1)
        .max(20),
    }),
    responses: { 204: null },
  },
  noteOpened: {
    summary: 'Recommendations that were opened; those shown in the last 7 days count',
    body: z.strictObject({ instrumentIds: z.array(Id).min(1).max(20) }),
    responses: { 204: null },
  },
  getInterests: {
    summary: 'My research areas and how many notices of saved searches I want in a week',
    responses: { 200: Interests },
  },
  setInterests: {
    summary: 'Choose research areas and how many notices of saved searches I want in a week',
    body: z.strictObject({
      areas: z.array(z.string().max(20)).max(20),
      weeklyNotices: z.int().min(0).max(20),
    }),
    responses: { 200: Interests },
    problems: ['request.stale'],
  },
} satisfies Record<string, Contract>;
