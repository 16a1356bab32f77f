import type { z } from 'zod';
import type { RouteName } from '../routes/index.ts';
import { bookingChangeContracts } from './booking-changes.ts';
import { bookingContracts } from './bookings.ts';
import { bulletinContracts } from './bulletins.ts';
import { calendarFeedContracts } from './calendar-feeds.ts';
import { checkInContracts } from './check-ins.ts';
import { calendarContracts } from './calendars.ts';
import type { Contract } from './contract.ts';
import { dictionaryContracts } from './dictionary.ts';
import { groupContracts } from './groups.ts';
import { handoverContracts } from './handovers.ts';
import { instrumentContracts } from './instruments.ts';
import { moneyContracts } from './money.ts';
import { monitoringContracts } from './monitoring.ts';
import { noticeContracts } from './notices.ts';
import { platformContracts } from './platform.ts';
import { resultContracts } from './results.ts';
import { reviewContracts } from './reviews.ts';
import { savedSearchContracts } from './saved-searches.ts';
import { sensorContracts } from './sensors.ts';
import { sessionContracts } from './sessions.ts';
import { shownRunContracts } from './shown-runs.ts';
import { statementContracts } from './statements.ts';
import { telemetryContracts } from './telemetry.ts';
import { termsContracts } from './terms.ts';
import { unitMoneyContracts } from './unit-money.ts';
import { uploadContracts } from './uploads.ts';
import { voucherApplicationContracts } from './voucher-applications.ts';

/** One contract per route; a route without one is a type error. */
export const contracts = {
  ...platformContracts,
  ...sessionContracts,
  ...instrumentContracts,
  ...dictionaryContracts,
  ...bookingContracts,
  ...bookingChangeContracts,
  ...checkInContracts,
  ...calendarContracts,
  ...resultContracts,
  ...uploadContracts,
  ...reviewContracts,
  ...groupContracts,
  ...moneyContracts,
  ...statementContracts,
  ...voucherApplicationContracts,
  ...unitMoneyContracts,
  ...monitoringContracts,
  ...shownRunContracts,
  ...handoverContracts,
  ...bulletinContracts,
  ...noticeContracts,
  ...sensorContracts,
  ...telemetryContracts,
  ...termsContracts,
  ...calendarFeedContracts,
  ...savedSearchContracts,
} satisfies Record<RouteName, Contract>;

export type Contracts = typeof contracts;

type In<T> = T extends z.ZodType ? z.input<T> : undefined;
type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
type Part<N extends RouteName, K extends string> =
  Contracts[N] extends Record<K, infer T> ? T : undefined;

/** What a caller hands over, by route. */
export interface RequestOf<N extends RouteName> {
  params: In<Part<N, 'params'>>;
  query: In<Part<N, 'query'>>;
  body: In<Part<N, 'body'>>;
}

/** What a handler gets after the guard, defaults filled in. */
export interface CheckedRequest<N extends RouteName> {
  params: Out<Part<N, 'params'>>;
  query: Out<Part<N, 'query'>>;
  body: Out<Part<N, 'body'>>;
}

/** The success bodies of a route, all statuses together. */
export type AnswerOf<N extends RouteName> = Out<
  Contracts[N]['responses'][keyof Contracts[N]['responses']]
>;
