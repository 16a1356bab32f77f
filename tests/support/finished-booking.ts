import type { Client } from './client.ts';
import { INSTRUMENTS } from './small-province.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;

/** Books the next full hour, pays, uses it up and leaves nothing due: a booking that may be reviewed. */
export async function finishBooking(
  world: World,
  owner: Client,
  operator: Client,
  instrumentId: string = INSTRUMENTS.free,
): Promise<string> {
  const start = (Math.floor(world.clock.now().getTime() / HOUR) + 1) * HOUR;
  const at = (ms: number) => new Date(start + ms).toISOString();
  const held = await owner.make('createBooking', {
    body: { instrumentId, kind: 'time', startsAt: at(0), endsAt: at(HOUR) },
  });
  if (held.status !== 201) throw new Error(`not held: ${JSON.stringify(held.problem)}`);
  const params = { id: held.body.id };
  const paid = await owner.make('payBooking', {
    params,
    body: { accountFen: held.body.quote.totalFen },
  });
  if (paid.body.booking.state === 'requested') {
    await operator.call('decideApproval', { params, body: { decision: 'approve' } });
  }
  world.clock.set(at(1_000));
  await operator.call('startBooking', { params, body: {} });
  world.clock.set(at(HOUR));
  const ended = await operator.call('finishBooking', { params, body: { resultsDue: false } });
  if (ended.body.state !== 'completed') throw new Error(`not over: ${ended.problem.code}`);
  return held.body.id;
}
