import { toSVG } from 'bwip-js/node';
import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { getInstrument } from '../../instruments/index.ts';
import { findCheckable } from '../list-repository.ts';
import { bookingCode, instrumentCode, isSameCode, readCode } from '../tokens.ts';
import { presentView } from './present-booking.ts';
import { readBookingFor, scopeOf } from './read-booking.ts';

/** A QR code as an image that needs no other host; dark on light in every theme, or no scanner reads it. */
function qrOf(text: string): string {
  const svg = toSVG({
    bcid: 'qrcode',
    text,
    scale: 4,
    padding: 4,
    backgroundcolor: 'FFFFFF',
    barcolor: '13202A',
  });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** What a person shows the crew at the instrument. @throws Problem `booking.not_found`, `access.forbidden` */
export async function showCheckIn(deps: Deps, actor: Actor, id: string) {
  const booking = await readBookingFor(deps.db, actor, id, 'getCheckIn');
  const code = bookingCode(deps.config.secret, booking.id);
  return { code, qr: qrOf(code) };
}

/**
 * The booking of today behind a code that the crew has scanned or typed.
 * @throws Problem `check_in.not_found` also for bookings of other crews
 */
export async function findCheckIn(deps: Deps, actor: Actor, typed: string) {
  const code = readCode(typed);
  const now = deps.clock.now();
  const around = { from: later(now, -DAY), to: later(now, DAY) };
  const crewIds = actor.crews.map(({ id }) => id);
  const unitIds = actor.holdings
    .filter(({ role, scopeKind }) => role === 'unit_admin' && scopeKind === 'unit')
    .map(({ scopeId }) => scopeId);
  const candidates = await findCheckable(deps.db, { crewIds, unitIds }, around);
  const found = candidates.find(
    (booking) =>
      isSameCode(bookingCode(deps.config.secret, booking.id), code) &&
      may(actor, 'findCheckIn', scopeOf(booking)),
  );
  if (found === undefined) throw new Problem('check_in.not_found');
  return await presentView(deps, deps.db, actor, found);
}

/**
 * The label on an instrument: who runs it themselves scans it to begin and end.
 * @throws Problem `instrument.not_found`, `access.forbidden`
 */
export async function showLabel(deps: Deps, actor: Actor, id: string) {
  const instrument = await getInstrument(deps.db, id);
  const scope = { crewId: instrument.crewId, unitId: instrument.unitId };
  if (!may(actor, 'getInstrumentLabel', scope)) throw new Problem('access.forbidden');
  const code = instrumentCode(deps.config.secret, id);
  return {
    code,
    qr: qrOf(code),
    name: instrument.name,
    model: instrument.model,
    assetCode: instrument.code,
  };
}

/**
 * Whoever runs the instrument themselves proves by its label that they stand before it.
 * @throws Problem `check_in.wrong_code`
 */
export function mustStandBefore(deps: Deps, instrumentId: string, typed: string | undefined): void {
  const code = instrumentCode(deps.config.secret, instrumentId);
  if (typed === undefined || !isSameCode(code, readCode(typed))) {
    throw new Problem('check_in.wrong_code');
  }
}
