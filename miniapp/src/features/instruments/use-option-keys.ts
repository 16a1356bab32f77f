import { useState } from 'react';
import type { KeyboardEvent } from 'react';

interface OptionKeys {
  /** What each option is known by, in the order shown. */
  keys: readonly string[];
  isOpen: boolean;
  onOpen: () => void;
  onLeave: () => void;
  onPick: (key: string) => void;
}

/** In a box that opens a list: ↑ and ↓ go through it and back to the box, Enter takes, Escape and Tab leave. */
export function useOptionKeys({ keys, isOpen, onOpen, onLeave, onPick }: OptionKeys) {
  const [active, setActive] = useState<string | null>(null);
  const at = isOpen && active !== null ? keys.indexOf(active) : -1;
  const step = (by: 1 | -1) => {
    if (!isOpen) {
      onOpen();
      return;
    }
    const places = keys.length + 1;
    setActive(keys[((at + 1 + by + places) % places) - 1] ?? null);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && isOpen) onLeave();
    const picked = keys[at];
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape' && isOpen) onLeave();
    else if (event.key === 'Enter' && picked !== undefined) onPick(picked);
    else return;
    event.preventDefault();
  };
  return { at, handleKey, forget: () => setActive(null) };
}
