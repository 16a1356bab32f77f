/** Small things kept in the browser. A full or forbidden store only forgets, it never breaks a screen. */
export function readStored<T>(key: string): T | null {
  try {
    const text = window.localStorage.getItem(`dayi.${key}`);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

export function store(key: string, value: unknown): void {
  try {
    if (value === null || value === undefined) window.localStorage.removeItem(`dayi.${key}`);
    else window.localStorage.setItem(`dayi.${key}`, JSON.stringify(value));
  } catch {
    // Private mode: the setting lives as long as the app does.
  }
}
