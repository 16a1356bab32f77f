import type { Deps } from '../../../deps.ts';
import { findSuggestions } from '../repository.ts';

const SHOWN = 10;

/** Up to ten words that go on from what has been typed: those that begin with it first. */
export async function suggest(deps: Deps, typed: string) {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  const found = await findSuggestions(deps.db, wanted, SHOWN);
  const begins = (text: string) => (text.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found
    .sort((a, b) => begins(a.text) - begins(b.text) || b.count - a.count)
    .filter((one, index, all) => all.findIndex(({ text }) => text === one.text) === index)
    .slice(0, SHOWN);
}
