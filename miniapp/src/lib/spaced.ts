// A run of plain spaces shows as one; an em space keeps its width.
const GAP = '\u2003';

/** Joins what there is with a visible gap: 钱塘理工大学  A 座 103 室. */
export function spaced(...parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(GAP);
}
