import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join('tests', 'e2e', 'pictures');

/** The screenshots that the README shows, by the name of the look that makes each. */
const SHOWN: Partial<Record<string, string>> = {
  'guest-zh-01-home-phone-light': 'home',
  'guest-zh-02-instrument-phone-light': 'instrument',
  'guest-zh-03-book-phone-light': 'book',
  'researcher-zh-02-bookings-phone-light': 'bookings',
  'guest-en-large-01-home-desk-dark': 'home-wide-dark',
  'operator-zh-01-desk-desk-light': 'desk-wide',
  'operator-zh-04-terms-rules-desk-light': 'rules-wide',
};

/** Keeps a screenshot for the README, where the run was asked to make its pictures anew. */
export function keepPicture(look: string, file: string): void {
  const picture = SHOWN[look];
  if (picture === undefined || process.env['DAYI_PICTURES'] === undefined) return;
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(file, join(FOLDER, `${picture}.png`));
}
