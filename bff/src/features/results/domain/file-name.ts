const LONGEST = 200;

/**
 * A file's own name, kept for people and never used as a path; null where it hides a path, control
 * characters or nothing at all.
 */
export function safeFileName(given: string): string | null {
  const name = given.normalize('NFC').trim();
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const isBad = /[\u0000-\u001f\u007f/\\]|^\.{1,2}$/.test(name) || name.length > LONGEST;
  return name === '' || isBad ? null : name;
}
