import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findUses, readBookingFor } from '../../bookings/index.ts';
import { EVIDENCE_MARGIN_MS, evidenceOf } from '../domain/evidence.ts';
import { presentStretch } from '../presenter.ts';
import { findMonitored } from '../fleet-repository.ts';
import { findSegments, hasSegmentBefore } from '../segments-repository.ts';
import { clipped, stretchesOf } from './read-run.ts';

const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/**
 * What the sensor tells of a booking.
 * @throws Problem `booking.not_found`; `monitoring.no_sensor` where there was none, or the booking has no machine time
 */
export async function readEvidence(deps: Deps, actor: Actor, bookingId: string) {
  const booking = await readBookingFor(deps.db, actor, bookingId, 'getRunEvidence');
  const { endsAt, instrumentId, startsAt } = booking;
  if (startsAt === null || endsAt === null) throw new Problem('monitoring.no_sensor');
  const [monitored] = await findMonitored(deps.db, { ids: [instrumentId] });
  const wasRead = await hasSegmentBefore(deps.db, instrumentId, endsAt);
  if (monitored === undefined && !wasRead) throw new Problem('monitoring.no_sensor');
  const now = deps.clock.now().getTime();
  const from = new Date(startsAt.getTime() - EVIDENCE_MARGIN_MS);
  const to = new Date(endsAt.getTime() + EVIDENCE_MARGIN_MS);
  const found = (await findSegments(deps.db, [instrumentId], from, to)).get(instrumentId) ?? [];
  const span = { from: from.getTime(), to: Math.min(now, to.getTime()) };
  const stretches = stretchesOf(clipped(found, span));
  const others = (await findUses(deps.db, [instrumentId], from, to)).filter(
    ({ id, state }) => id !== bookingId && state !== 'no_show',
  );
  const before = others.filter((one) => one.endsAt <= startsAt).map((one) => +one.endsAt);
  const after = others.filter((one) => one.startsAt >= endsAt).map((one) => +one.startsAt);
  const booked = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() };
  const evidence = evidenceOf(booked, stretches, now, {
    before: before.length === 0 ? null : Math.max(...before),
    after: after.length === 0 ? null : Math.min(...after),
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
