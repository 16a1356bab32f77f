import { brokenRules, fill } from '@dayi/shared/problems';
import type { BrokenRule } from '../problem.ts';
import { currentLanguage } from './current-request.ts';

/** The sentence of a broken rule in the reader's language, its values filled in. */
export function wordsOfRule(rule: BrokenRule): string {
  return fill(brokenRules[rule.code][currentLanguage() === 'en' ? 1 : 0], rule.values);
}
