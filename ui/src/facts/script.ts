/** Which language a name is marked as, where its writing alone decides how its characters must look. */

/**
 * `zh` for a name with Chinese characters, so that it gets Chinese shapes and the fonts that have them; `undefined` for
 * any other, whose letters look the same everywhere. Japanese syllables make it Japanese, which nothing here sets apart.
 */
export function nameLang(...names: readonly (string | null)[]): 'zh' | undefined {
  const text = names.join(' ');
  return /\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 'zh' : undefined;
}
