/** Several things in one sentence, joined as the language joins them. */
export function listText(items: readonly string[], language: string): string {
  // Thai sets no space between its "and" and what follows, which would run into a Latin name; its list of units has one.
  return new Intl.ListFormat(language, { type: language === 'th' ? 'unit' : 'conjunction' }).format(items);
}
