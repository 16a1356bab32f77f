import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { type Booked, findUses, readBookingFor } from '../../bookings/index.ts';
import { EVIDENCE_MARGIN_MS, evidenceOf } from '../domain/evidence.ts';
import { presentStretch } from '../presenter.ts';
import { findMonitored } from '../fleet-repository.ts';
import { findBegunBefore, findSegments } from '../segments-repository.ts';
import { clipped, stretchesOf } from './read-run.ts';

const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** What an instrument did around a booked time, and what that says. */
async function witnessed(deps: Deps, trx: Trx, booked: Booked) {
  const { endsAt, id: bookingId, instrumentId, startsAt } = booked;
  const now = deps.clock.now().getTime();
  const from = new Date(startsAt.getTime() - EVIDENCE_MARGIN_MS);
  const to = new Date(endsAt.getTime() + EVIDENCE_MARGIN_MS);
  const found = (await findSegments(trx, [instrumentId], from, to)).get(instrumentId) ?? [];
  const span = { from: from.getTime(), to: Math.min(now, to.getTime()) };
  const stretches = stretchesOf(clipped(found, span));
  const others = (await findUses(trx, [instrumentId], from, to)).filter(
    ({ id, state }) => id !== bookingId && state !== 'no_show',
  );
  const before = others.filter((one) => one.endsAt <= startsAt).map((one) => +one.endsAt);
  const after = others.filter((one) => one.startsAt >= endsAt).map((one) => +one.startsAt);
  const times = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() };
  const evidence = evidenceOf(times, stretches, now, {
    before: before.length === 0 ? null : Math.max(...before),
    after: after.length === 0 ? null : Math.min(...after),
  });
  return { evidence, stretches };
}

/** When the sensor first saw an instrument on for a booking; null where it did not, or there is none. */
export async function firstSeenOn(deps: Deps, trx: Trx, booked: Booked): Promise<Date | null> {
  const { evidence } = await witnessed(deps, trx, booked);
  return evidence.firstOnAt === null ? null : new Date(evidence.firstOnAt);
}

/**
 * What the sensor tells of a booking.
 * @throws Problem `booking.not_found`; `monitoring.no_sensor` where there was none, or the booking has no machine time
 */
export async function readEvidence(deps: Deps, actor: Actor, bookingId: string) {
  const booking = await readBookingFor(deps.db, actor, bookingId, 'getRunEvidence');
  const { endsAt, instrumentId, startsAt } = booking;
  if (startsAt === null || endsAt === null) throw new Problem('monitoring.no_sensor');
  const [monitored] = await findMonitored(deps.db, { ids: [instrumentId] });
  const wasRead = (await findBegunBefore(deps.db, [instrumentId], endsAt)).has(instrumentId);
  if (monitored === undefined && !wasRead) throw new Problem('monitoring.no_sensor');
  const { evidence, stretches } = await witnessed(deps, deps.db, {
    id: bookingId,
    instrumentId,
    startsAt,
    endsAt,
  });
  return {
    coverage: Math.round(evidence.coverage * 1000) / 1000,
    onSeconds: evidence.onSeconds,
    firstOnAt: isoOf(evidence.firstOnAt),
    lastOnAt: isoOf(evidence.lastOnAt),
    findings: evidence.findings,
    proposal:
      evidence.proposal === null
        ? null
        : {
            startedAt: isoOf(evidence.proposal.startedAt),
            endedAt: isoOf(evidence.proposal.endedAt),
          },
    stretches: stretches.map(presentStretch),
  };
}
