import { create } from 'zustand';
import type { Language } from './i18n/language';
import { readStored, store } from './storage';

export type Theme = 'auto' | 'light' | 'dark';
export type TextSize = 'normal' | 'large';

interface Preferences {
  language: Language;
  theme: Theme;
  textSize: TextSize;
}

const kept = readStored<Partial<Preferences>>('preferences');

/** Language, theme and text size, kept on the phone. */
export const usePreferences = create<Preferences>(() => ({
  language: kept?.language ?? 'zh-CN',
  theme: kept?.theme ?? 'auto',
  textSize: kept?.textSize ?? 'normal',
}));

export function setPreference<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
  usePreferences.setState({ [key]: value } as Pick<Preferences, K>);
  store('preferences', usePreferences.getState());
}
