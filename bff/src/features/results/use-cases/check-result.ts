import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  type BookingView,
  changeInPlace,
  isAlone,
  presentView,
  readBookingFor,
} from '../../bookings/index.ts';
import { getInstrument } from '../../instruments/index.ts';
import { keepUntil } from '../domain/retention.ts';
import { presentResults } from '../presenter.ts';
import { changeResult, findResults, type Result } from '../repository.ts';
import { publishVersion, requireDeliverable } from './publish-result.ts';

interface Verdict {
  decision: 'release' | 'send_back';
  reason: string;
}

async function release(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  result: Result,
  { actorId, reason }: { actorId: string; reason: string },
): Promise<BookingView> {
  requireDeliverable(deps, booking);
  const isInfected = result.files.some(({ scanState }) => scanState === 'infected');
  if (isInfected) throw new Problem('result.infected');
  const { rules } = await getInstrument(trx, booking.instrumentId);
  const published = await publishVersion(deps, trx, booking, actorId);
  const now = deps.clock.now();
  const isChanged = await changeResult(
    trx,
    { id: result.id, from: 'awaiting_check' },
    {
      state: 'released',
      version: booking.resultsCount + 1,
      releasedAt: now,
      checkedBy: actorId,
      checkedAt: now,
      // A check by somebody else needs no word; one's own delivery goes out with the reason for it.
      checkReason: result.deliveredBy === actorId ? reason : null,
      keepUntil: keepUntil(now, rules.keepResultsDays, deps.config.keepResultsDays),
    },
  );
  if (!isChanged) throw new Problem('booking.state_conflict');
  return published;
}

async function sendBack(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  result: Result,
  { actorId, reason }: { actorId: string; reason: string },
): Promise<BookingView> {
  const isChanged = await changeResult(
    trx,
    { id: result.id, from: 'awaiting_check' },
    {
      state: 'sent_back',
      checkedBy: actorId,
      checkedAt: deps.clock.now(),
      checkReason: reason,
    },
  );
  if (!isChanged) throw new Problem('booking.state_conflict');
  const change = { resultsWaitingBy: null };
  return await changeInPlace(deps, trx, booking, { what: 'sent_back', actorId, reason, change });
}

/**
 * The second person's word on a delivery: never the one who made it, unless the crew has shrunk to them
 * and they say why.
 * @throws Problem `booking.not_found`, `access.forbidden`, `result.not_found`, `result.own_check`,
 *   `result.alone_reason`, `result.infected`, `booking.state_conflict`
 */
export async function checkResult(
  deps: Deps,
  actor: Actor,
  where: { bookingId: string; resultId: string },
  { decision, reason }: Verdict,
) {
  const actorId = actor.userId;
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, where.bookingId, 'checkResult');
    const results = await findResults(trx, where.bookingId);
    const result = results.find(({ id }) => id === where.resultId);
    if (result === undefined) throw new Problem('result.not_found');
    if (result.state !== 'awaiting_check') throw new Problem('booking.state_conflict');
    if (result.deliveredBy === actorId) {
      if (!isAlone(booking, actorId)) throw new Problem('result.own_check');
      if (reason === '') throw new Problem('result.alone_reason');
    }
    const changed =
      decision === 'release'
        ? await release(deps, trx, booking, result, { actorId, reason })
        : await sendBack(deps, trx, booking, result, { actorId, reason });
    const now = presentResults(await findResults(trx, where.bookingId));
    return {
      result: now.find(({ id }) => id === where.resultId),
      booking: await presentView(deps, trx, actor, changed),
    };
  });
}
