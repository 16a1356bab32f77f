import { randomUUID } from 'node:crypto';
import type { Deps } from '../../../bff/src/deps.ts';
import {
  blockStations,
  liftBlocks,
} from '../../../bff/src/features/bookings/use-cases/block-stations.ts';
import { bookInstrument } from '../../../bff/src/features/bookings/use-cases/book-instrument.ts';
import { cancelBooking } from '../../../bff/src/features/bookings/use-cases/cancel-booking.ts';
import { changeBooking } from '../../../bff/src/features/bookings/use-cases/change-booking.ts';
import {
  acceptBooking,
  resolveDispute,
} from '../../../bff/src/features/bookings/use-cases/close-booking.ts';
import { decideApproval } from '../../../bff/src/features/bookings/use-cases/decide-approval.ts';
import { waiveBooking } from '../../../bff/src/features/bookings/use-cases/excuse-booking.ts';
import { payBooking } from '../../../bff/src/features/bookings/use-cases/pay-booking.ts';
import {
  finishBooking,
  startBooking,
} from '../../../bff/src/features/bookings/use-cases/run-booking.ts';
import { disputeResult } from '../../../bff/src/features/results/use-cases/judge-result.ts';
import type { Actor } from '../../../bff/src/policy.ts';
import { Problem } from '../../../bff/src/problem.ts';
import type { Span, Verdict } from './model.ts';
import type { Planted, Which, Who } from './plant.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const key = (actor: Actor) => ({
  actorId: actor.userId,
  target: 'model',
  key: randomUUID(),
  bodyHash: '',
});

/** `ok`, or the code of the problem that was named. Anything else is a defect and goes through. */
export async function verdictOf(work: Promise<unknown>): Promise<Verdict> {
  return await work.then(
    () => 'ok',
    (error: unknown) => {
      if (error instanceof Problem) return error.code;
      throw error;
    },
  );
}

/** The real thing, asked as the model is asked; several nodes take turns. */
export class Kernel {
  readonly nodes: readonly Deps[];
  readonly planted: Planted;
  private turn = 0;

  constructor(nodes: readonly Deps[], planted: Planted) {
    this.nodes = nodes;
    this.planted = planted;
  }

  get deps(): Deps {
    this.turn += 1;
    return this.nodes[this.turn % this.nodes.length]!;
  }

  private get crew(): Actor {
    return this.planted.operator;
  }

  async book(who: Who, which: Which, span: Span) {
    const actor = this.planted.people[who];
    const answer = await bookInstrument(this.deps, actor, key(actor), {
      instrumentId: this.planted.instruments[which].id,
      kind: 'time',
      range: { startsAt: new Date(span.start), endsAt: new Date(span.end) },
      items: [],
      service: 'self',
      purpose: '',
    });
    return answer.body as { id: string; stationId: string };
  }

  async pay(who: Who, id: string, voucherFen: number, accountFen: number) {
    const actor = this.planted.people[who];
    const voucher = voucherFen > 0 ? { voucherGrantId: this.planted.grantId, voucherFen } : {};
    await payBooking(this.deps, actor, key(actor), id, { ...voucher, accountFen });
  }

  cancel = (id: string, who: Who | null) =>
    cancelBooking(this.deps, who === null ? this.crew : this.planted.people[who], id, 'model');

  decide = (id: string, decision: 'approve' | 'reject') =>
    decideApproval(this.deps, this.crew, id, { decision, reason: 'model' });

  start = (id: string) => startBooking(this.deps, this.crew, id, {});

  finish = (id: string) => finishBooking(this.deps, this.crew, id, { resultsDue: false });

  accept = (who: Who, id: string) => acceptBooking(this.deps, this.planted.people[who], id);

  dispute = (who: Who, id: string) =>
    disputeResult(this.deps, this.planted.people[who], id, 'model');

  resolve = (id: string, billFen: number | null) =>
    resolveDispute(this.deps, this.admin, id, {
      decision: billFen === null ? 'reopen' : 'close',
      ...(billFen === null ? {} : { billFen }),
      reason: 'model',
    });

  waive = (id: string) => waiveBooking(this.deps, this.crew, id, 'model');

  move = (who: Who, id: string, span: Span) =>
    changeBooking(this.deps, this.planted.people[who], id, {
      startsAt: iso(span.start),
      endsAt: iso(span.end),
    });

  async block(kind: 'outage' | 'crew_time', which: Which, span: Span): Promise<string> {
    const wish = {
      kind,
      startsAt: iso(span.start),
      endsAt: iso(span.end),
      reason: 'model',
      weeks: 1,
    };
    const instrument = this.planted.instruments[which].id;
    const answer = await blockStations(this.deps, this.crew, key(this.crew), instrument, wish);
    return (answer.body as { items: { seriesId: string }[] }).items[0]!.seriesId;
  }

  lift = (seriesId: string) => liftBlocks(this.deps, this.crew, seriesId);

  private get admin(): Actor {
    const holding = { role: 'unit_admin', scopeKind: 'unit', scopeId: 'UNITOWN' } as const;
    return { ...this.crew, holdings: [...this.crew.holdings, holding] };
  }
}
