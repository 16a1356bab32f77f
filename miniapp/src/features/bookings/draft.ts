import { create } from 'zustand';
import { now } from '../../lib/clock';
import { currentSession, onSignOut, useSession } from '../../lib/session';
import { readStored, store } from '../../lib/storage';
import { DAY } from '../../lib/wall-clock';
import type { ChargeTo } from './api';
import type { Range } from './slot-grid';

export interface Draft {
  chosen: Range | null;
  service: 'self' | 'crew' | null;
  /** `undefined` until chosen: then the first group or company pays. */
  chargeTo: ChargeTo | null | undefined;
  purpose: string;
  /** Samples by test item. */
  counts: Record<string, number>;
}

const blank: Draft = { chosen: null, service: null, chargeTo: undefined, purpose: '', counts: {} };

interface Drafts {
  /** Whose these are; null while a guest has made them. */
  ownerId: string | null;
  byInstrument: Record<string, Draft>;
}

const KEY = 'drafts';
const KEPT_MS = DAY;

function readDrafts(): Drafts {
  const kept = readStored<Drafts & { keptAt: number }>(KEY);
  if (!kept || now() - kept.keptAt > KEPT_MS) return { ownerId: null, byInstrument: {} };
  return { ownerId: kept.ownerId, byInstrument: kept.byInstrument };
}

const useDrafts = create<Drafts>(readDrafts);

useDrafts.subscribe((drafts) => store(KEY, { ...drafts, keptAt: now() }));

/** What a guest began goes on after the sign-in; what one person wrote is not shown to the next. */
useSession.subscribe(({ session }) => {
  const { ownerId, byInstrument } = useDrafts.getState();
  if (!session || session.user.id === ownerId) return;
  useDrafts.setState({
    ownerId: session.user.id,
    byInstrument: ownerId === null ? byInstrument : {},
  });
});
onSignOut(() => useDrafts.setState({ ownerId: null, byInstrument: {} }));

/** What was chosen and typed for an instrument; it survives a sign-in, an error, a way back and a reload. */
export function useDraft(instrumentId: string): Draft {
  return useDrafts((state) => state.byInstrument[instrumentId]) ?? blank;
}

export function changeDraft(instrumentId: string, change: Partial<Draft>): void {
  useDrafts.setState(({ ownerId, byInstrument }) => ({
    ownerId: currentSession()?.user.id ?? ownerId,
    byInstrument: {
      ...byInstrument,
      [instrumentId]: { ...(byInstrument[instrumentId] ?? blank), ...change },
    },
  }));
}
