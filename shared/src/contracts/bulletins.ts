import { z } from 'zod';
import { Count, Id, Instant, LocalDate, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';

/**
 * `idle`: read, and never on in the last 60 days of the period. `under_used`: on for less of its read time than the
 * lower quartile of its class in the province. `sensor_offline`: over a tenth of its time with a sensor without
 * readings. `best_used`: of the tenth of its class with most effective hours.
 */
export const BulletinFinding = z.enum(['idle', 'under_used', 'sensor_offline', 'best_used']);

/** `unknown`: read too little this time, or too few of its class. `unmonitored`: it has no sensor any more. */
export const BulletinOutcome = z.enum(['mended', 'still', 'unknown', 'unmonitored']);

/** Two months by their first, `2026-09`. */
const PeriodKey = z.string().regex(/^20\d{2}-(01|03|05|07|09|11)$/);

const Period = z.object({ key: PeriodKey, from: LocalDate, to: LocalDate });

const Share = z.number().min(0);

const Rates = {
  /** Read time over the time with a sensor. */
  coverage: Share.nullable(),
  effectiveHours: Share,
  /** Effective hours over the period's part of 1,600 a year. */
  utilisation: Share.nullable(),
  /** Effective hours over the period's part of the rated 1,400 a year; all are taken as general instruments. */
  ratedShare: Share.nullable(),
  outsideHours: Share,
  /** External over effective hours. */
  sharing: Share.nullable(),
};

const Figures = z.object({
  /** Instruments that had a sensor in the period. */
  instruments: Count,
  /** Of these, read for half of the period or more. */
  readEnough: Count,
  ...Rates,
  findings: z.object({
    idle: Count,
    under_used: Count,
    sensor_offline: Count,
    best_used: Count,
  }),
});

const Standing = { asked: Count, answered: Count };

const BulletinHead = z.object({
  id: Id,
  region: z.object({ code: z.string(), name: z.string() }),
  period: Period,
  state: z.enum(['draft', 'published']),
  generatedAt: Instant,
  publishedAt: Instant.nullable(),
  /** Until when units may answer. */
  answerBy: Instant.nullable(),
  /** Whether that is over. */
  isDue: z.boolean(),
  /** Units that it names and instruments with a finding, as far as the reader sees them. */
  named: z.object({ units: Count, instruments: Count }),
  ...Standing,
  /** SHA-256 of what it says. */
  sha256: z.string(),
  may: z.array(z.enum(['generate', 'publish', 'answer'])),
});

const Instrument = z.object({
  id: Id,
  name: z.string(),
  model: z.string(),
  room: z.string(),
  className: z.string(),
});

const Answer = z.object({
  text: z.string(),
  action: z.string(),
  answeredAt: Instant,
  isLate: z.boolean(),
});

const UnitPart = z.object({ id: Id, name: z.string(), cityCode: z.string() });

export const BulletinItem = z.object({
  id: Id,
  unit: UnitPart,
  finding: BulletinFinding,
  instrument: Instrument,
  ...Rates,
  isReadEnough: z.boolean(),
  /** Of the time it was read, how much it was on. */
  useShare: Share,
  class: z.object({ count: Count, quartile: Share }).nullable(),
  answer: Answer.nullable(),
  may: z.array(z.enum(['answer'])),
});

export const EarlierItem = z.object({
  unit: UnitPart,
  finding: BulletinFinding,
  instrument: Instrument,
  answer: Answer.nullable(),
  outcome: BulletinOutcome,
});

const Bulletin = BulletinHead.extend({
  /** `part`: the reader's own units and the totals. */
  scope: z.enum(['all', 'part']),
  total: Figures,
  cities: z.array(z.object({ code: z.string(), name: z.string(), figures: Figures })),
  units: z.array(
    UnitPart.extend({
      figures: Figures,
      ...Standing,
      /** What the unit says for all of its items. */
      answer: Answer.nullable(),
      may: z.array(z.enum(['answer'])),
    }),
  ),
  /** What became of what the bulletin before found; null where there is none before. */
  earlier: z
    .object({
      period: PeriodKey,
      outcomes: z.object({ mended: Count, still: Count, unknown: Count, unmonitored: Count }),
    })
    .nullable(),
});

const idParams = z.strictObject({ id: Id });
const Words = z.string().max(8_000);

export const bulletinContracts = {
  listBulletins: {
    summary: 'Bulletins of the two months, the newest first',
    query: z.strictObject(pageQuery),
    responses: {
      200: pageOf(BulletinHead).extend({
        /** Regions that the reader makes bulletins for, with the periods that are over. */
        offices: z.array(
          z.object({
            regionCode: z.string(),
            regionName: z.string(),
            periods: z.array(Period.extend({ state: z.enum(['draft', 'published']).nullable() })),
          }),
        ),
      }),
    },
    problems: ['request.cursor_invalid'],
  },
  getBulletinSheet: {
    summary: 'A bulletin as XLSX, as far as the reader sees it',
    params: idParams,
    responses: { 200: null },
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    problems: ['bulletin.not_found'],
  },
  getBulletinPdf: {
    summary: 'A bulletin as PDF, as far as the reader sees it',
    params: idParams,
    responses: { 200: null },
    produces: 'application/pdf',
    problems: ['bulletin.not_found'],
  },
  getBulletin: {
    summary: 'Sums of a bulletin by unit, city and region; a unit sees its own part and the totals',
    params: idParams,
    responses: { 200: Bulletin },
    problems: ['bulletin.not_found'],
  },
  listBulletinItems: {
    summary: 'What a bulletin finds of instruments, by city and unit',
    params: idParams,
    query: z.strictObject({
      ...pageQuery,
      finding: BulletinFinding.optional(),
      cityCode: z.string().max(6).optional(),
      unitId: Id.optional(),
    }),
    responses: { 200: pageOf(BulletinItem) },
    problems: ['bulletin.not_found', 'request.cursor_invalid'],
  },
  listEarlierItems: {
    summary: 'What became of what the bulletin before found, with what units said',
    params: idParams,
    query: z.strictObject({
      ...pageQuery,
      outcome: BulletinOutcome.optional(),
      cityCode: z.string().max(6).optional(),
      unitId: Id.optional(),
    }),
    responses: { 200: pageOf(EarlierItem) },
    problems: ['bulletin.not_found', 'request.cursor_invalid'],
  },
  createBulletin: {
    summary: 'Generate the draft of a period that is over; a draft that is there is made anew',
    idempotent: true,
    body: z.strictObject({
      period: PeriodKey,
      regionCode: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    responses: { 201: BulletinHead },
    problems: [
      'access.forbidden',
      'bulletin.period_not_over',
      'bulletin.published',
      'bulletin.nothing_read',
    ],
  },
  publishBulletin: {
    summary: 'Publish a draft: it is frozen, and the units it names are told',
    params: idParams,
    idempotent: true,
    /** What was looked at; another draft since is refused. */
    body: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    responses: { 200: BulletinHead },
    problems: ['bulletin.not_found', 'access.forbidden', 'bulletin.published', 'request.stale'],
  },
  answerBulletin: {
    summary: 'Answer for one item or, without one, for the unit as a whole',
    params: idParams,
    idempotent: true,
    body: z.strictObject({
      unitId: Id,
      itemId: Id.nullable(),
      /** How it came about. */
      text: Words,
      /** What will be done. */
      action: Words,
    }),
    responses: { 201: Answer },
    problems: ['bulletin.not_found', 'bulletin.item_not_found', 'bulletin.nothing_asked'],
  },
} satisfies Record<string, Contract>;
