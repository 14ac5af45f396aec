/** The message files, and which language is chosen. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import type { languageNames } from './names';
import { th } from './th';
import { vi } from './vi';
import { zh } from './zh';

/** Languages whose messages are complete. */
export const LANGUAGES = ['en', 'vi', 'th', 'zh'] as const satisfies readonly (keyof typeof languageNames)[];
export type Language = (typeof LANGUAGES)[number];

/** Tags of Chinese in simplified characters. A reader of traditional ones gets the next language of theirs instead. */
const SIMPLIFIED = /^zh(-(hans|cn|sg|my)(-.*)?)?$/i;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof en };
  }
}

/** The person's choice, else the first language of the system that is complete, else English. */
export function chosenLanguage(chosen: string | null, system: readonly string[]): Language {
  const wanted = chosen === null ? system : [chosen];
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => speaks(tag, language));
    if (found) return found;
  }
  return 'en';
}

function speaks(tag: string, language: Language): boolean {
  if (language === 'zh') return SIMPLIFIED.test(tag);
  return tag === language || tag.startsWith(`${language}-`);
}

/** What the page says its language is: for Chinese also how it is written, by which fonts and screen readers are chosen. */
export function pageLanguage(language: Language): string {
  return language === 'zh' ? 'zh-Hans' : language;
}

/** Makes the messages ready. */
export function startWords(language: Language): i18n {
  const words = i18next.createInstance();
  void words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    ns: ['words'],
    defaultNS: 'words',
    resources: { en: { words: en }, vi: { words: vi }, th: { words: th }, zh: { words: zh } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return words;
}
