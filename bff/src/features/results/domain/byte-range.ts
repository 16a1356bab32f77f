export interface ByteRange {
  from: number;
  to: number;
}

/**
 * The range that a `Range` header asks for of a file (RFC 9110, 14): the whole file where it asks for none,
 * or for something that need not be understood, several ranges among it; null where it lies outside.
 */
export function rangeOf(header: string, sizeBytes: number): ByteRange | 'whole' | null {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (asked === null) return 'whole';
  const [, first = '', last = ''] = asked;
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const from = Math.max(0, sizeBytes - Number(last));
    return from >= sizeBytes ? null : { from, to: sizeBytes - 1 };
  }
  const from = Number(first);
  const to = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < from) return 'whole';
  return from >= sizeBytes ? null : { from, to };
}
