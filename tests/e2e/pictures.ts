import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join('tests', 'e2e', 'pictures');

/** The screenshots that the README shows, by the name of the look that makes each, without its number. */
const SHOWN: Partial<Record<string, string>> = {
  'guest-zh-home-phone-light': 'home',
  'guest-zh-instrument-phone-light': 'instrument',
  'guest-zh-book-phone-light': 'book',
  'researcher-zh-bookings-phone-light': 'bookings',
  'guest-en-large-home-desk-dark': 'home-wide-dark',
  'operator-zh-desk-desk-light': 'desk-wide',
  'operator-zh-terms-rules-desk-light': 'rules-wide',
};

/** Keeps a screenshot for the README, where the run was asked to make its pictures anew. */
export function keepPicture(look: string, file: string): void {
  const picture = SHOWN[look.replace(/-\d+-/, '-')];
  if (picture === undefined || process.env['DAYI_PICTURES'] === undefined) return;
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(file, join(FOLDER, `${picture}.png`));
}
