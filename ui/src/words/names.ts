/** Each language by its own name, which is the same in all of them. */
export const languageNames = { en: 'English', vi: 'Tiếng Việt', th: 'ไทย', zh: '简体中文' } as const;
