/**
 * What some pages hold, each once: a list that changes while it is read may tell of the same thing on two
 * of its pages.
 */
export function hitsOf<T extends { id: string }>(
  pages: readonly { items: readonly T[] }[] | undefined,
): T[] {
  const hits = new Map<string, T>();
  for (const { items } of pages ?? []) {
    for (const item of items) if (!hits.has(item.id)) hits.set(item.id, item);
  }
  return [...hits.values()];
}
