import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { versionTag } from '../../infra/current-request.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { bookInstrument } from './use-cases/book-instrument.ts';
import { cancelBooking } from './use-cases/cancel-booking.ts';
import { decideApproval } from './use-cases/decide-approval.ts';
import { listBookings } from './use-cases/list-bookings.ts';
import { payBooking } from './use-cases/pay-booking.ts';
import { presentView } from './use-cases/present-booking.ts';
import { quoteBooking } from './use-cases/quote-booking.ts';
import { readBookingFor } from './use-cases/read-booking.ts';
import { readCalendar } from './use-cases/read-calendar.ts';
import { finishBooking, startBooking } from './use-cases/run-booking.ts';

type Routes =
  | 'getCalendar'
  | 'createQuote'
  | 'createBooking'
  | 'listBookings'
  | 'getBooking'
  | 'payBooking'
  | 'decideApproval'
  | 'cancelBooking'
  | 'startBooking'
  | 'finishBooking';

const keyOf = (ctx: Context) => ctx.state.idempotencyKey as IdempotencyKey;

export function bookingRoutes(deps: Deps): Handlers<Routes> {
  return {
    getCalendar: async ({ visitor, params, query }) => ({
      status: 200,
      body: await readCalendar(deps, visitor, params.id, new Date(query.from), new Date(query.to)),
    }),
    createQuote: async ({ actor, body }) => ({
      status: 200,
      body: await quoteBooking(deps, actor, body),
    }),
    createBooking: async ({ actor, body, ctx }) =>
      await bookInstrument(deps, actor, keyOf(ctx), body),
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
      body: await startBooking(deps, actor, params.id, body.at),
    }),
    finishBooking: async ({ actor, params, body }) => ({
      status: 200,
      body: await finishBooking(deps, actor, params.id, body),
    }),
  };
}
