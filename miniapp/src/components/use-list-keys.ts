import { useEffect } from 'react';

interface ListKeys {
  isOn: boolean;
  ids: string[];
  chosenId: string | null;
  /** The input that `/` goes to. */
  searchId?: string;
  onChoose: (id: string) => void;
  onOpen: (id: string) => void;
}

/** At the desk: `/` searches, ↑ and ↓ choose a row, Enter opens it. */
export function useListKeys({ isOn, ids, chosenId, searchId, onChoose, onOpen }: ListKeys): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !isOn) return undefined;
    const handleKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (/^(INPUT|TEXTAREA)$/.test(target.tagName)) return;
      if (event.key === '/' && searchId) {
        event.preventDefault();
        document.getElementById(searchId)?.focus();
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const at = chosenId === null ? -1 : ids.indexOf(chosenId);
        const next = ids[at + (event.key === 'ArrowDown' ? 1 : -1)];
        if (next === undefined) return;
        event.preventDefault();
        onChoose(next);
      } else if (event.key === 'Enter' && target === document.body && chosenId !== null) {
        onOpen(chosenId);
      }
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [isOn, ids, chosenId, searchId, onChoose, onOpen]);
}
