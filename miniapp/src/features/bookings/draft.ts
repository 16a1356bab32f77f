import { create } from 'zustand';
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
  byInstrument: Record<string, Draft>;
}

const useDrafts = create<Drafts>(() => ({ byInstrument: {} }));

/** What was chosen and typed for an instrument; it survives a sign-in, an error and a way back. */
export function useDraft(instrumentId: string): Draft {
  return useDrafts((state) => state.byInstrument[instrumentId] ?? blank);
}

export function changeDraft(instrumentId: string, change: Partial<Draft>): void {
  useDrafts.setState(({ byInstrument }) => ({
    byInstrument: {
      ...byInstrument,
      [instrumentId]: { ...(byInstrument[instrumentId] ?? blank), ...change },
    },
  }));
}
