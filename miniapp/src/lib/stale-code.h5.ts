import { readStored, store } from './storage';

const KEY = 'stale-code';
/** A part that fails again so soon after a reload is not an old version's: reloading would go on for ever. */
const AGAIN_MS = 60_000;

/** A page left open over an update asks for parts that are gone; a reload brings the new ones, typed words are kept. */
export function reloadStaleCode(): void {
  window.addEventListener('unhandledrejection', ({ reason }) => {
    const isStale = reason instanceof Error && reason.name === 'ChunkLoadError';
    const last = readStored<number>(KEY) ?? 0;
    if (!isStale || Date.now() - last < AGAIN_MS) return;
    store(KEY, Date.now());
    window.location.reload();
  });
}
