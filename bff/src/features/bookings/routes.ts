import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { versionTag } from '../../infra/current-request.ts';
import { decodeIdCursor } from '../../infra/cursor.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { blockStations, liftBlocks, listBlocks } from './use-cases/block-stations.ts';
import { bookInstrument } from './use-cases/book-instrument.ts';
import { cancelBooking } from './use-cases/cancel-booking.ts';
import { changeBooking } from './use-cases/change-booking.ts';
import { resolveDispute } from './use-cases/close-booking.ts';
import { decideApproval } from './use-cases/decide-approval.ts';
import { findCheckIn, showCheckIn, showLabel } from './use-cases/check-in.ts';
import { appealBooking, refuseAppeal, waiveBooking } from './use-cases/excuse-booking.ts';
import type { Wish } from './use-cases/judge-wish.ts';
import { listBookings } from './use-cases/list-bookings.ts';
import { listCalendars } from './use-cases/list-calendars.ts';
import { payBooking } from './use-cases/pay-booking.ts';
import { presentView } from './use-cases/present-booking.ts';
import { quoteBooking } from './use-cases/quote-booking.ts';
import { quoteChange } from './use-cases/quote-change.ts';
import { readBookingFor } from './use-cases/read-booking.ts';
import { readCalendar } from './use-cases/read-calendar.ts';
import { finishBooking, proposeEnd, startBooking } from './use-cases/run-booking.ts';

type Routes =
  | 'getCalendar'
  | 'listCalendars'
  | 'listBlocks'
  | 'createBlock'
  | 'liftBlock'
  | 'createQuote'
  | 'createBooking'
  | 'listBookings'
  | 'getBooking'
  | 'payBooking'
  | 'decideApproval'
  | 'cancelBooking'
  | 'startBooking'
  | 'finishBooking'
  | 'changeBooking'
  | 'quoteChange'
  | 'resolveDispute'
  | 'proposeEnd'
  | 'refuseAppeal'
  | 'getCheckIn'
  | 'findCheckIn'
  | 'getInstrumentLabel'
  | 'appealBooking'
  | 'waiveBooking';

const keyOf = (ctx: Context) => ctx.state.idempotencyKey as IdempotencyKey;

/** The wish in a request's body: an interval, or samples. */
function wishOf(body: CheckedRequest<'createQuote'>['body']): Wish {
  const { instrumentId, kind, service, chargeTo } = body;
  const shared = { instrumentId, kind, service, chargeTo };
  if (body.kind === 'sample') return { ...shared, range: null, items: body.items };
  const range = { startsAt: new Date(body.startsAt), endsAt: new Date(body.endsAt) };
  return { ...shared, range, items: [] };
}

function calendarRoutes(
  deps: Deps,
): Handlers<'getCalendar' | 'listCalendars' | 'listBlocks' | 'createBlock' | 'liftBlock'> {
  return {
    getCalendar: async ({ visitor, params, query }) => ({
      status: 200,
      body: await readCalendar(deps, visitor, params.id, new Date(query.from), new Date(query.to)),
    }),
    listCalendars: async ({ query }) => ({
      status: 200,
      body: await listCalendars(deps, {
        unitId: query.unitId,
        from: new Date(query.from),
        to: new Date(query.to),
        limit: query.limit,
        after: query.cursor === undefined ? undefined : decodeIdCursor(query.cursor),
      }),
    }),
    listBlocks: async ({ actor, params, query }) => ({
      status: 200,
      body: await listBlocks(deps, actor, params.id, new Date(query.from), new Date(query.to)),
    }),
    createBlock: async ({ actor, params, body, ctx }) =>
      await blockStations(deps, actor, keyOf(ctx), params.id, body),
    liftBlock: async ({ actor, params }) => {
      await liftBlocks(deps, actor, params.id);
      return { status: 204 };
    },
  };
}

export function bookingRoutes(deps: Deps): Handlers<Routes> {
  return {
    ...calendarRoutes(deps),
    createQuote: async ({ actor, body }) => ({
      status: 200,
      body: await quoteBooking(deps, actor, wishOf(body)),
    }),
    createBooking: async ({ actor, body, ctx }) => {
      const { purpose, onBehalfOf, override } = body;
      const wish = { ...wishOf(body), purpose, onBehalfOf, override };
      return await bookInstrument(deps, actor, keyOf(ctx), wish);
    },
    changeBooking: async ({ actor, params, body }) => ({
      status: 200,
      body: await changeBooking(deps, actor, params.id, body),
    }),
    quoteChange: async ({ actor, params, body }) => ({
      status: 200,
      body: await quoteChange(deps, actor, params.id, {
        startsAt: new Date(body.startsAt),
        endsAt: new Date(body.endsAt),
      }),
    }),
    resolveDispute: async ({ actor, params, body }) => ({
      status: 200,
      body: await resolveDispute(deps, actor, params.id, body),
    }),
    appealBooking: async ({ actor, params, body }) => ({
      status: 200,
      body: await appealBooking(deps, actor, params.id, body.reason),
    }),
    waiveBooking: async ({ actor, params, body }) => ({
      status: 200,
      body: await waiveBooking(deps, actor, params.id, body.reason),
    }),
    listBookings: async ({ actor, query }) => ({
      status: 200,
      body: await listBookings(deps, actor, query),
    }),
    getBooking: async ({ actor, params, ctx }) => {
      const booking = await readBookingFor(deps.db, actor, params.id, 'getBooking');
      ctx.set('ETag', versionTag(booking.version));
      return { status: 200, body: await presentView(deps, deps.db, actor, booking) };
    },
    payBooking: async ({ actor, params, body, ctx }) =>
      await payBooking(deps, actor, keyOf(ctx), params.id, body),
    decideApproval: async ({ actor, params, body }) => ({
      status: 200,
      body: await decideApproval(deps, actor, params.id, body),
    }),
    cancelBooking: async ({ actor, params, body }) => ({
      status: 200,
      body: await cancelBooking(deps, actor, params.id, body.reason),
    }),
    startBooking: async ({ actor, params, body }) => ({
      status: 200,
      body: await startBooking(deps, actor, params.id, body),
    }),
    proposeEnd: async ({ actor, params, body }) => ({
      status: 200,
      body: await proposeEnd(deps, actor, params.id, body.endsAt),
    }),
    refuseAppeal: async ({ actor, params, body }) => ({
      status: 200,
      body: await refuseAppeal(deps, actor, params.id, body.reason),
    }),
    getCheckIn: async ({ actor, params }) => ({
      status: 200,
      body: await showCheckIn(deps, actor, params.id),
    }),
    findCheckIn: async ({ actor, params }) => ({
      status: 200,
      body: await findCheckIn(deps, actor, params.code),
    }),
    getInstrumentLabel: async ({ actor, params }) => ({
      status: 200,
      body: await showLabel(deps, actor, params.id),
    }),
    finishBooking: async ({ actor, params, body }) => ({
      status: 200,
      body: await finishBooking(deps, actor, params.id, body),
    }),
  };
}
