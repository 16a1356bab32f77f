/** A maker as everybody knows it, and the other names it goes by. */
export interface KnownMaker {
  name: string;
  others: readonly string[];
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,·&'/-]+/g, '');

const SHORTEST_PART = 2;

/**
 * The usual name of each maker as instruments write it: a name that is known, or that a known Chinese
 * name is a part of (日立高新技术公司), or its own.
 */
export function usualMakers(
  written: Iterable<string>,
  known: readonly KnownMaker[],
): Map<string, string> {
  const usual = new Map<string, string>();
  for (const { name, others } of known) {
    for (const other of [name, ...others])
      if (!usual.has(fold(other))) usual.set(fold(other), name);
  }
  const parts = [...usual.keys()]
    .filter((key) => key.length >= SHORTEST_PART && /^[\u3400-\u9fff]+$/.test(key))
    .sort((a, b) => b.length - a.length);
  const found = new Map<string, string>();
  for (const maker of written) {
    const key = fold(maker);
    const part = usual.has(key) ? key : parts.find((one) => key.includes(one));
    found.set(maker, usual.get(part ?? '') ?? maker);
  }
  return found;
}
