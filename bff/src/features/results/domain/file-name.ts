/** What common file systems take of one name, in bytes of UTF-8; room is left for a number. */
const LONGEST_BYTES = 240;
const LONGEST_CHARACTERS = 190;
const LONGEST_ENDING = 20;

/** Marks that turn the direction of writing or take no room: they make `exe.fdp` look like `pdf.exe`. */
const UNSEEN =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Names that Windows keeps for devices, with whatever ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

function parts(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf('.');
  const hasEnding = dot > 0 && name.length - dot <= LONGEST_ENDING;
  return hasEnding
    ? { stem: name.slice(0, dot), ending: name.slice(dot) }
    : { stem: name, ending: '' };
}

function shortened(name: string, extra = ''): string {
  const { stem, ending } = parts(name);
  // By letters as people count them: half an emoji would be none.
  const letters = Array.from(new Intl.Segmenter().segment(stem), ({ segment }) => segment);
  const isLong = () => {
    const whole = letters.join('') + extra + ending;
    return whole.length > LONGEST_CHARACTERS || bytesOf(whole) > LONGEST_BYTES;
  };
  while (letters.length > 1 && isLong()) letters.pop();
  return letters.join('').trimEnd() + extra + ending;
}

/**
 * A file's own name, kept for people and never used as a path. What only harms its reading is mended:
 * marks that turn the direction of writing, characters that file systems refuse, device names, trailing
 * dots, too great a length. Null where it hides a path, control characters or nothing at all: whoever
 * sends such a name means something else than a name.
 */
export function safeFileName(given: string): string | null {
  const name = given
    .replace(/\p{Surrogate}/gu, '_')
    .normalize('NFC')
    .replace(UNSEEN, '')
    .trim();
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f/\\]/.test(name)) return null;
  const plain = name.replace(/[<>:"|?*]/g, '_').replace(/[. ]+$/, '');
  // Joiners hold emoji and some scripts together; alone they are nothing to read.
  if (plain.replace(/[\u200c\u200d]/g, '') === '') return null;
  return shortened(DEVICE.test(plain) ? `_${plain}` : plain);
}

/** Gives later ones of the same name a number, as a desktop does. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) {
      free = shortened(name, ` (${String(count)})`);
    }
    taken.add(free.toLowerCase());
    return free;
  });
}
