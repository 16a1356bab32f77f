import { randomUUID } from 'node:crypto';
import { pathOf } from '@dayi/shared/routes/index';
import { INSTRUMENTS } from '../support/small-province.ts';
import type { Shot } from '../support/volley.ts';
import type { Stage } from './stage.ts';

const HOUR = 3_600_000;

export interface Slot {
  instrumentId: string;
  startsAt: string;
  endsAt: string;
}

/** Hours of one instrument that nobody has asked for yet, from tomorrow on. */
export class FreshSlots {
  private next = Math.ceil(Date.now() / HOUR) * HOUR + 24 * HOUR;

  constructor(readonly instrumentId: string = INSTRUMENTS.free) {}

  take(): Slot {
    const startsAt = this.next;
    this.next += HOUR;
    return {
      instrumentId: this.instrumentId,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + HOUR).toISOString(),
    };
  }
}

function shotOf(stage: Stage, person: number, shot: Pick<Shot, 'method' | 'path' | 'body'>): Shot {
  return {
    person,
    origin: stage.servers[person % stage.servers.length]!.url,
    token: stage.tokens[person]!,
    ...(shot.method === 'POST' ? { key: randomUUID() } : {}),
    ...shot,
  };
}

export function bookShot(stage: Stage, person: number, slot: Slot): Shot {
  const body = { ...slot, kind: 'time' };
  return shotOf(stage, person, { method: 'POST', path: pathOf('createBooking'), body });
}

export function payShot(stage: Stage, person: number, id: string, accountFen: number): Shot {
  const path = pathOf('payBooking', { id });
  return shotOf(stage, person, { method: 'POST', path, body: { accountFen } });
}

export function readShot(stage: Stage, person: number, id: string): Shot {
  return shotOf(stage, person, { method: 'GET', path: pathOf('getBooking', { id }) });
}

export function cancelShot(stage: Stage, person: number, id: string): Shot {
  const path = pathOf('cancelBooking', { id });
  return shotOf(stage, person, { method: 'POST', path, body: { reason: 'let go' } });
}
