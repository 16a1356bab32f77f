import { create } from 'zustand';
import type { AnswerOf } from '@dayi/shared/contracts/index';
import { readStored, store } from './storage';

export type Session = AnswerOf<'createSession'>;
export type Role = Session['user']['roles'][number]['role'];

interface SessionState {
  session: Session | null;
}

/** Who is signed in on this phone. */
export const useSession = create<SessionState>(() => ({ session: readStored<Session>('session') }));

export function currentSession(): Session | null {
  return useSession.getState().session;
}

export function keepSession(session: Session | null): void {
  store('session', session);
  useSession.setState({ session });
}

/** Takes what another tab has kept since. A full store still holds an older session: that does not count. */
export function takeLaterSession(): void {
  const held = currentSession();
  const stored = readStored<Session>('session');
  if (held && stored && stored.expiresAt > held.expiresAt) useSession.setState({ session: stored });
}

const forgetters = new Set<() => void>();

/** Runs when a person signs out on purpose: what they left on the screens is not for the next one. */
export function onSignOut(forget: () => void): void {
  forgetters.add(forget);
}

/** Signs out on this phone; a sign-in that merely ran out keeps what was typed, this does not. */
export function endSession(): void {
  keepSession(null);
  for (const forget of forgetters) forget();
}

export function useSignedIn(): boolean {
  return useSession((state) => state.session !== null);
}

export function useHasRole(role: Role): boolean {
  return useSession(
    (state) => state.session?.user.roles.some((held) => held.role === role) ?? false,
  );
}
