import { useLive } from './live';
import { readStored } from './storage';

const POLL_EVERY_MS = 10_000;

/** Polling is the fallback only, while the socket is down; a stored switch turns it off altogether. */
export function usePollingInterval(): number | false {
  const isDown = useLive((live) => live.state === 'down');
  return isDown && readStored<string>('polling') !== 'off' ? POLL_EVERY_MS : false;
}
