/** A browser has no scanner of its own; a desk's scanner types what it reads into the field. */
export const canScan = false as boolean;

export function scanCode(): Promise<string | null> {
  return Promise.resolve(null);
}
