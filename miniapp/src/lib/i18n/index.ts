import { useMemo } from 'react';
import { usePreferences } from '../preferences';
import { now } from '../clock';
import type { Reader } from '../formats';
import { en } from './en';
import type { Language } from './language';
import { zh } from './zh';

type Dictionary = typeof zh;
export type Key = keyof Dictionary;

type Slots<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Slots<Rest>
  : never;
type Values<K extends Key> = [Slots<Dictionary[K]>] extends [never]
  ? []
  : [values: Record<Slots<Dictionary[K]>, string | number>];

export type Translate = <K extends Key>(key: K, ...values: Values<K>) => string;

const dictionaries: Record<Language, Record<Key, string>> = { 'zh-CN': zh, en };

// A template cannot know whether its value is Chinese or digits: between two Chinese characters no space stands.
function closeGaps(text: string): string {
  return text.replace(/([\u4e00-\u9fff，。；：]) (?=[\u4e00-\u9fff])/g, '$1');
}

function translateIn(language: Language): Translate {
  return (key, ...values) => {
    const filled = values[0] as Record<string, string | number> | undefined;
    if (!filled) return dictionaries[language][key];
    const text = dictionaries[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(filled[name] ?? whole),
    );
    return language === 'en' ? text : closeGaps(text);
  };
}

/** For code outside the screens; screens use `useWords`. */
export const translate: Translate = (key, ...values) =>
  translateIn(usePreferences.getState().language)(key, ...values);

interface Words {
  t: Translate;
  language: Language;
  /** The reader for formats, with the present instant. */
  reader: Reader;
}

/** The reader's language, its words, and what formats need to know. */
export function useWords(): Words {
  const language = usePreferences((state) => state.language);
  const t = useMemo(() => translateIn(language), [language]);
  return { t, language, reader: { language, now: now() } };
}
