import { useState } from 'react';
import { useListKeys } from './use-list-keys';
import { useWide } from './use-wide';

interface PaneChoice {
  isWide: boolean;
  /** What the pane shows: the row chosen, or the first; null where there is no pane. */
  chosenId: string | null;
  choose: (id: string) => void;
  handleShown: (ids: string[]) => void;
}

/** A list with a pane beside it at desktop width: which row is chosen, also by keyboard. */
export function usePaneChoice(onOpen: (id: string) => void, searchId?: string): PaneChoice {
  const isWide = useWide();
  const [ids, setIds] = useState<string[]>([]);
  const [pickedId, choose] = useState<string | null>(null);
  const wideId = pickedId !== null && ids.includes(pickedId) ? pickedId : (ids[0] ?? null);
  const chosenId = isWide ? wideId : null;
  useListKeys({ isOn: isWide, ids, chosenId, searchId, onChoose: choose, onOpen });
  return { isWide, chosenId, choose, handleShown: setIds };
}
