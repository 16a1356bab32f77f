/** What may be shown in the app; everything else is only ever handed out as a file. */
export const PREVIEW_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;

export type PreviewType = (typeof PREVIEW_TYPES)[number];

/** How many of a file's first bytes tell its kind. */
export const KIND_BYTES = 16;

const MAGIC: readonly (readonly [type: PreviewType, bytes: readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** Told by the first bytes alone: a name or a declared type may say anything. */
export function previewTypeOf(head: Uint8Array): PreviewType | null {
  const found = MAGIC.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  return found?.[0] ?? null;
}

export function previewKindOf(type: string | null): 'pdf' | 'image' | null {
  if (type === null) return null;
  return type === 'application/pdf' ? 'pdf' : 'image';
}

const OPAQUE = 'application/octet-stream';

/** The type that a sender declares, kept for people only; nonsense is no type. */
export function declaredType(given: string | null | undefined): string {
  const type = (given ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return type.length <= 120 && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : OPAQUE;
}

/** A declared hash in the spelling of ours; null where it is none. */
export function declaredSha256(given: string): string | null {
  const hash = given.trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(hash) ? hash : null;
}
