import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { chosenLanguage, LANGUAGES, pageLanguage } from '../src/words';
import { en } from '../src/words/en';
import { languageNames } from '../src/words/names';
import { th } from '../src/words/th';
import { vi } from '../src/words/vi';
import { zh } from '../src/words/zh';

interface Messages {
  [key: string]: string | Messages;
}

function flat(words: Messages, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') all.set(before + key, value);
    else for (const [inner, text] of flat(value, `${before}${key}.`)) all.set(inner, text);
  }
  return all;
}

const english = flat(en);
const translations = Object.entries({ vi, th, zh }).map(([language, words]) => ({ language, words: flat(words) }));
const pieces = (text: string) => [...text.matchAll(/\{\{\w+\}\}|<\/?\w+>/g)].map(([piece]) => piece).sort();

describe('the message files', () => {
  it.each(translations)('have the same keys, but for singulars that $language does not have', ({ language, words }) => {
    expect(new Intl.PluralRules(language).resolvedOptions().pluralCategories).toEqual(['other']);
    const expected = [...english.keys()].filter((key) => !key.endsWith('_one'));
    expect([...words.keys()].sort()).toEqual(expected.sort());
  });

  it.each(translations)('have the same pieces in each message of $language', ({ words }) => {
    for (const [key, text] of words) expect(pieces(text), key).toEqual(pieces(english.get(key) ?? ''));
  });

  it('have both forms of every plural in English', () => {
    const ones = [...english.keys()].filter((key) => key.endsWith('_one')).map((key) => key.replace(/_one$/, '_other'));
    const others = [...english.keys()].filter((key) => key.endsWith('_other'));
    expect(ones.sort()).toEqual(others.sort());
  });

  it.each([{ language: 'en', words: english }, ...translations])('leave nothing empty in $language but what is meant to be', ({ words }) => {
    const empty = [...words].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(new Set(empty)).toEqual(new Set(['connection.balance.unit.1']));
  });

  it('are in the letters of their language', () => {
    const letters: Record<string, RegExp> = { vi: /\p{Script=Latin}/u, th: /\p{Script=Thai}/u, zh: /\p{Script=Han}/u };
    // Names, and what programs call themselves or each other.
    const same = /^(app\.name|provider\.|settings\.languageName\.|link\.wait\.reconnecting|problemPage\.said|providers\.endpoint\.(api|base)$|accounts\.row\.actionFor|.*\.login_type\.email$|.*\.choice\.network\.|.*\.field\.email$|connection\.balance\.unit\.1$|environment\.sandbox)/;
    for (const { language, words } of translations) {
      for (const [key, text] of words) if (!same.test(key)) expect(text, `${language} ${key}`).toMatch(letters[language] ?? /$^/);
    }
  });

  it('promise no more than the core keeps', () => {
    for (const [key, text] of english) expect(text, key).not.toMatch(/cannot see|never expires|guarantee|Oops|100 ?%/i);
  });
});

describe('the language', () => {
  it('is the chosen one, else the system’s, else English', () => {
    expect(chosenLanguage('vi', ['en'])).toBe('vi');
    expect(chosenLanguage(null, ['fr-FR', 'vi-VN', 'en'])).toBe('vi');
    expect(chosenLanguage(null, ['th-TH', 'en'])).toBe('th');
    expect(chosenLanguage(null, ['fr-FR'])).toBe('en');
    expect(chosenLanguage('xx', ['vi'])).toBe('en');
  });

  it('is simplified Chinese only for those who read it', () => {
    for (const tag of ['zh', 'zh-CN', 'zh-Hans', 'zh-hans-CN', 'zh-Hans-HK', 'zh-SG']) expect(chosenLanguage(null, [tag]), tag).toBe('zh');
    for (const tag of ['zh-TW', 'zh-HK', 'zh-Hant', 'zh-Hant-CN']) expect(chosenLanguage(null, [tag, 'vi']), tag).toBe('vi');
  });

  it('has its own name and says how it is written', () => {
    expect(Object.keys(languageNames)).toEqual([...LANGUAGES]);
    expect(LANGUAGES.map(pageLanguage)).toEqual(['en', 'vi', 'th', 'zh-Hans']);
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.tsx') ? [path] : [];
  });
}

/** Attributes that a person reads or hears. */
const READ = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'hint', 'word', 'name']);
/** Keys and marks that are the same in every language. */
const SAME = new Set(['Enter', 'R']);

/** Texts that stand in the markup itself instead of in a message file. */
function literals(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const look = (node: ts.Node) => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text) && !SAME.has(node.text.trim())) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      const element = node.parent.parent;
      const tag = ts.isJsxOpeningElement(element) || ts.isJsxSelfClosingElement(element) ? element.tagName.getText() : '';
      const attribute = node.name.getText();
      // An icon's name is its drawing, and a field's name is not shown.
      const shown = READ.has(attribute) && !(attribute === 'name' && /^(Icon|Field|TextField|Select|input)$/.test(tag));
      if (shown && /\p{L}/u.test(node.initializer.text)) found.push(`${attribute}=${node.initializer.text}`);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found.map((text) => `${path}: ${text}`);
}

describe('the markup', () => {
  it('holds no text of its own', () => {
    const files = sources(join(import.meta.dirname, '..', 'src'));
    expect(files.length).toBeGreaterThan(40);
    // An address begins like this in every language.
    expect(files.flatMap(literals).filter((text) => !text.endsWith('placeholder=https://'))).toEqual([]);
  });
});
