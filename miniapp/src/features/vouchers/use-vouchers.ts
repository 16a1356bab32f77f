import { useQuery } from '@tanstack/react-query';
import { useSession, useSignedIn } from '../../lib/session';
import { listAccounts, listGrants, listProgrammes } from './api';

const useUserId = () => useSession((state) => state.session?.user.id ?? 'guest');

export function useGrants(enabled = true) {
  const userId = useUserId();
  return useQuery({ queryKey: ['grants', userId], queryFn: listGrants, enabled });
}

export function useProgrammes(enabled = true) {
  return useQuery({ queryKey: ['programmes'], queryFn: listProgrammes, enabled });
}

export function useAccounts() {
  const isSignedIn = useSignedIn();
  const userId = useUserId();
  return useQuery({ queryKey: ['accounts', userId], queryFn: listAccounts, enabled: isSignedIn });
}
