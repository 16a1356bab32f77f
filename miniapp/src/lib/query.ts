import { QueryClient, focusManager } from '@tanstack/react-query';
import { isProblem } from './problem-error';
import { useSession } from './session';

/** One cache for the whole app. Mini-programs have no `navigator.onLine`, so calls are always tried. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 20_000,
      gcTime: 10 * 60_000,
      retryDelay: 600,
      // A refusal stays a refusal; only a lost connection or a fault is worth one more try.
      retry: (count, error) =>
        count < 1 && (!isProblem(error) || error.status === 0 || error.status >= 500),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

// Someone else signed in in another tab: what the first person was shown is not for them.
useSession.subscribe(({ session }, before) => {
  if (!session || !before.session || session.user.id === before.session.user.id) return;
  void queryClient.resetQueries();
});

/** Screens refetch when the app comes back to the front. */
export function setAppInFront(inFront: boolean): void {
  focusManager.setFocused(inFront);
}
