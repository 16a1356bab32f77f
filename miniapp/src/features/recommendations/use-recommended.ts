import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { usePreferences } from '../../lib/preferences';
import { useSession, useSignedIn } from '../../lib/session';
import { listRecommended, noteOpened, noteShown } from './api';
import type { Recommended } from './api';

const FRESH_FOR_MS = 5 * 60_000;

export function useRecommended() {
  const isSignedIn = useSignedIn();
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const language = usePreferences((state) => state.language);
  return useQuery({
    queryKey: ['recommended', userId, language],
    queryFn: listRecommended,
    enabled: isSignedIn,
    staleTime: FRESH_FOR_MS,
  });
}

/** Counts what is on the screen, each once; a count that does not arrive is none that anyone misses. */
export function useShown(items: readonly Recommended[]): void {
  const counted = useRef(new Set<string>());
  const ids = items.map(({ id }) => id).join(',');
  useEffect(() => {
    const fresh = items.filter(({ id }) => !counted.current.has(id));
    if (!fresh.length) return;
    for (const { id } of fresh) counted.current.add(id);
    noteShown(
      fresh.flatMap(({ id, reasons: [first] }) =>
        first ? [{ instrumentId: id, reason: first.code }] : [],
      ),
    ).catch(() => undefined);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same rows come as new objects
  }, [ids]);
}

export function countOpened(id: string): void {
  noteOpened([id]).catch(() => undefined);
}
