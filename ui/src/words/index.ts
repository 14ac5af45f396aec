/** The message files, and which language is chosen. */
import i18next, { type BackendModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import type { languageNames } from './names';
import type { Translated } from './translated';

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

type Words = Translated<typeof en>;

/** Each translation is a file of its own, read when it is wanted: nobody waits for three languages they do not read. */
const FILES: Record<Exclude<Language, 'en'>, () => Promise<Words>> = {
  vi: async () => (await import('./vi')).vi,
  th: async () => (await import('./th')).th,
  zh: async () => (await import('./zh')).zh,
};

const files: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, _namespace, done) => {
    const file = FILES[language as keyof typeof FILES] as (typeof FILES)[keyof typeof FILES] | undefined;
    if (!file) {
      done(null, false);
      return;
    }
    file().then((words) => { done(null, words); }, (error: unknown) => { done(error instanceof Error ? error : new Error(String(error)), false); });
  },
};

/** The messages, and when those of the language are read. `known`: translations that are here already. */
export function startWords(language: Language, known: Partial<Record<Language, Words>> = {}): { words: i18n; read: Promise<unknown> } {
  const words = i18next.createInstance();
  const read = words
    .use(files)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      ns: ['words'],
      defaultNS: 'words',
      resources: Object.fromEntries(Object.entries({ en, ...known }).map(([name, messages]) => [name, { words: messages }])),
      partialBundledLanguages: true,
      initAsync: false,
      // React escapes what it shows.
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  return { words, read };
}
