import { useState } from 'react';
import { newIntentionKey } from '../../lib/request';
import { readStored, store } from '../../lib/storage';

/** A note as far as it is written. Its key goes with it, so that a lost answer makes no second note. */
export interface HandoverDraft {
  text: string;
  instrumentId: string | null;
  key: string;
}

/** What is being written for a unit's next shift, kept on the phone until it has arrived. */
export function useHandoverDraft(unitId: string, about: string | null) {
  const place = `handover.${unitId}`;
  const [draft, setDraft] = useState<HandoverDraft>(
    () =>
      readStored<HandoverDraft>(place) ?? {
        text: '',
        instrumentId: about,
        key: newIntentionKey(),
      },
  );
  const change = (part: Partial<Omit<HandoverDraft, 'key'>>) => {
    const next = { ...draft, ...part, key: newIntentionKey() };
    setDraft(next);
    store(place, next.text.trim() === '' ? null : next);
  };
  return { draft, change, forget: () => store(place, null) };
}
