import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useHasRole, useSession } from '../../lib/session';
import { finishHandoverNote, listHandoverNotes, writeHandoverNote } from './api';
import type { HandoverDraft } from './handover-draft';

/** Others' notes are told by the board's socket; who looks at no board sees them within a minute. */
const READ_EVERY_MS = 60_000;

/** What was left to the next shift of a unit; for its crews and administrators. */
export function useHandover(unitId: string) {
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const isOperator = useHasRole('operator');
  const isAdmin = useHasRole('unit_admin');
  return useQuery({
    queryKey: ['handover', unitId, userId],
    queryFn: () => listHandoverNotes(unitId),
    enabled: isOperator || isAdmin,
    refetchInterval: READ_EVERY_MS,
    staleTime: 5_000,
  });
}

function useStep<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: ['handover'] }),
  });
}

export const useWriteNote = (unitId: string) =>
  useStep((draft: HandoverDraft) => writeHandoverNote(unitId, draft));

export const useFinishNote = () =>
  useStep(({ id, isDone }: { id: string; isDone: boolean }) => finishHandoverNote(id, isDone));
