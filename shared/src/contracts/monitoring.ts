import { z } from 'zod';
import { Count, Id, Instant, LocalDate } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { ShownRun } from './instrument-models.ts';
import {
  Amperes,
  Correction,
  CorrectionBody,
  CorrectionPreview,
  RunModel,
  Seconds,
  Span,
  StateSeconds,
  Stretch,
} from './run-models.ts';

/**
 * `offline`: no reading while somebody uses it or for long. `unknown_level`: a current never seen before. `drift`: the
 * sensor has come to read more or less. `unbooked_use`: on, and nobody has booked. `no_show`: booked and never on.
 * `over_run`: on after the booking's end. `on_in_maintenance`: on while it is closed for repair.
 */
export const AlarmKind = z.enum([
  'offline',
  'unknown_level',
  'drift',
  'unbooked_use',
  'no_show',
  'over_run',
  'on_in_maintenance',
]);

export const RunAlarm = z.object({
  id: Id,
  kind: AlarmKind,
  /** Whether somebody must go and look, or need only say what it was. */
  severity: z.enum(['alarm', 'warning']),
  instrument: z.object({ id: Id, name: z.string(), model: z.string(), room: z.string() }),
  sensorCode: z.string().nullable(),
  beganAt: Instant,
  endedAt: Instant.nullable(),
  /** The booking it is about. */
  booking: z
    .object({ id: Id, ownerName: z.string(), startsAt: Instant, endsAt: Instant })
    .nullable(),
  /** The current it is about. */
  amperes: Amperes.nullable(),
  /** Who goes to look; null also after it was passed on to the rest of the crew, who are told. */
  takenBy: z.string().nullable(),
  takenAt: Instant.nullable(),
  may: z.array(z.enum(['take', 'pass', 'close'])),
});

const StateNow = ShownRun.extend({
  /** For the unit's own people and the authority over it. */
  amperes: Amperes.nullable(),
});

const BookedStretch = z.object({ bookingId: Id, startsAt: Instant, endsAt: Instant });

export const BoardItem = z.object({
  instrument: z.object({
    id: Id,
    name: z.string(),
    nameEn: z.string().nullable(),
    model: z.string(),
    room: z.string(),
  }),
  sensorCode: z.string(),
  now: StateNow,
  /** On since midnight of the unit's zone. */
  onTodaySeconds: Seconds,
  /** The last day, oldest first; what has no stretch was before the sensor. */
  stretches: z.array(Stretch),
  bookings: z.array(BookedStretch),
  /** Open ones, the gravest first. */
  alarms: z.array(RunAlarm.pick({ id: true, kind: true, severity: true, beganAt: true })),
});

const UnitName = z.object({ id: Id, name: z.string() });

export const Board = z.object({
  at: Instant,
  from: Instant,
  unit: UnitName,
  /** Units whose boards this person may ask for; an authority's are left to its own lists. */
  units: z.array(UnitName),
  /** Whether everyone may see what these instruments are doing. */
  isShown: z.boolean(),
  may: z.array(z.enum(['show'])),
  counts: z.object({ on: Count, standby: Count, off: Count, offline: Count }),
  /** Instruments of the reader that have no sensor. */
  unmonitored: Count,
  /** Rooms by name, instruments in them by name. */
  rooms: z.array(z.object({ name: z.string(), items: z.array(BoardItem) })),
  /** Open alarms that nobody has taken yet first, the gravest first. */
  alarms: z.array(RunAlarm),
});

const instrumentParams = z.strictObject({ id: Id });
const spanQuery = z.strictObject(Span).refine(({ from, to }) => from < to, {
  path: ['to'],
  error: 'ends_before_start',
});

export const monitoringContracts = {
  getRunBoard: {
    summary: 'What every instrument of a unit is doing now and did in the last 24 hours',
    query: z.strictObject({ unitId: Id.optional() }),
    responses: { 200: Board },
    problems: ['resource.not_found'],
  },
  getRunState: {
    summary: 'What an instrument is doing now; for everyone where its unit says so',
    params: instrumentParams,
    responses: { 200: StateNow },
    problems: ['instrument.not_found', 'monitoring.no_sensor'],
  },
  listRunSegments: {
    summary: 'What an instrument did, without holes; at most 92 days at once',
    params: instrumentParams,
    query: spanQuery,
    responses: {
      200: z.object({
        items: z.array(
          Stretch.extend({
            confidence: z.number(),
            /** Judged with half an hour of hindsight, not live. */
            isSettled: z.boolean(),
            /** Taken at somebody's word. */
            isCorrected: z.boolean(),
            meanAmperes: Amperes.nullable(),
            energyWh: z.number(),
            bookingIds: z.array(Id),
          }),
        ),
        seconds: StateSeconds,
        bookings: z.array(BookedStretch),
      }),
    },
    problems: ['instrument.not_found', 'monitoring.no_sensor', 'monitoring.span_too_long'],
  },
  listRunDays: {
    summary: 'Hours of every day by state, energy, and utilisation over the days asked for',
    params: instrumentParams,
    query: z.strictObject({ from: LocalDate, to: LocalDate }),
    responses: {
      200: z.object({
        items: z.array(
          z.object({
            day: LocalDate,
            seconds: StateSeconds,
            energyWh: z.number(),
          }),
        ),
        effectiveHours: z.number(),
        energyKwh: z.number(),
        /** Effective hours over 1,600 a year, for the days asked for. */
        utilisation: z.number(),
      }),
    },
    problems: ['instrument.not_found', 'monitoring.no_sensor', 'monitoring.span_too_long'],
  },
  listReadings: {
    summary: 'The current, as means over `step` seconds; gaps are gaps',
    params: instrumentParams,
    query: z
      .strictObject({ ...Span, step: z.coerce.number().int().min(1).max(86_400).optional() })
      .refine(({ from, to }) => from < to, { path: ['to'], error: 'ends_before_start' }),
    responses: {
      200: z.object({
        /** Seconds: as asked for, or larger so that at most 1,500 points come. */
        step: z.int().min(1),
        intervalSeconds: z.number(),
        /** [second from `from`, mean, highest] in order of time; steps without a reading are left out. */
        points: z.array(z.tuple([z.int(), Amperes, Amperes])),
      }),
    },
    problems: ['instrument.not_found', 'monitoring.no_sensor', 'monitoring.span_too_long'],
  },
  getRunModel: {
    summary: 'How an instrument is read: its levels, borders, drift, and what people said of it',
    params: instrumentParams,
    responses: {
      200: z.object({
        instrument: BoardItem.shape.instrument,
        unitId: Id,
        sensor: z.object({ code: z.string(), intervalSeconds: z.number() }),
        model: RunModel,
        corrections: z.array(Correction),
        may: z.array(z.enum(['correct'])),
      }),
    },
    problems: ['instrument.not_found', 'monitoring.no_sensor'],
  },
  previewRunCorrection: {
    summary: 'What would change if an instrument was in a state in a span; nothing is kept',
    params: instrumentParams,
    body: CorrectionBody,
    responses: { 200: CorrectionPreview },
    problems: ['instrument.not_found', 'monitoring.no_sensor', 'monitoring.span_unread'],
  },
  correctRun: {
    summary: 'Say what an instrument was doing in a span: a word that its model learns from',
    params: instrumentParams,
    idempotent: true,
    body: CorrectionBody,
    responses: { 201: z.object({ correction: Correction, relearnedAt: Instant }) },
    problems: ['instrument.not_found', 'monitoring.no_sensor', 'monitoring.span_unread'],
  },
  withdrawRunCorrection: {
    summary: 'Take back what was said',
    params: z.strictObject({ id: Id, correctionId: Id }),
    responses: { 204: null },
    problems: ['instrument.not_found', 'monitoring.correction_not_found'],
  },
  handleRunAlarm: {
    summary:
      'Go and look oneself, pass it on to the rest of the crew, or close it for as long as it lasts',
    params: z.strictObject({ id: Id }),
    body: z.strictObject({ step: z.enum(['take', 'pass', 'close']) }),
    responses: { 200: RunAlarm },
    problems: ['monitoring.alarm_not_found', 'request.stale'],
  },
  getRunEvidence: {
    summary: 'What the sensor tells of a booking: when it was on, and what that says',
    params: instrumentParams,
    responses: {
      200: z.object({
        /** Of the booked time, how much was read at all, 0 to 1. */
        coverage: z.number(),
        onSeconds: Seconds,
        firstOnAt: Instant.nullable(),
        lastOnAt: Instant.nullable(),
        findings: z.array(z.enum(['never_on', 'ran_over', 'started_early', 'unread'])),
        /** Actual times the sensor speaks for; null where it cannot tell. */
        proposal: z.object({ startedAt: Instant, endedAt: Instant }).nullable(),
        stretches: z.array(Stretch),
      }),
    },
    problems: ['booking.not_found', 'access.forbidden', 'monitoring.no_sensor'],
  },
} satisfies Record<string, Contract>;
