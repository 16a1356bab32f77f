/** A mini-program is loaded whole, never in parts of two versions. */
export function reloadStaleCode(): void {}
