/** What the person chose, applied to the page: language, appearance, hidden amounts, single keys. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../host/bindings';
import { chosenLanguage, pageLanguage } from '../words';
import { useHost } from './host';
import { useMedia } from './media';
import { keys, useSettings } from './queries';

/** What holds until it was read what the person chose. */
export const UNTIL_READ: Settings = { language: null, appearance: 'system', amounts_hidden: false, single_keys: true, notices: true, quiet: null, closing: 'ask' };

interface Preferences {
  settings: Settings;
  change: (change: Partial<Settings>) => void;
}

const PreferencesContext = createContext<Preferences>({ settings: UNTIL_READ, change: () => undefined });

/** `open`: whether a store is open, without which there are no settings. */
export function PreferencesProvider({ open, practice, children }: { open: boolean; practice: boolean; children: ReactNode }) {
  const host = useHost();
  const client = useQueryClient();
  const { i18n } = useTranslation();
  const read = useSettings(open);
  const settings = read.data ?? UNTIL_READ;
  const save = useMutation({
    mutationFn: (next: Settings) => host.saveSettings(next),
    onMutate: (next) => {
      client.setQueryData(keys.settings, next);
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
  const { mutate } = save;
  const preferences = useMemo(
    () => ({
      settings,
      change: (change: Partial<Settings>) => {
        mutate({ ...settings, ...change });
      },
    }),
    [settings, mutate],
  );

  const language = chosenLanguage(settings.language, navigator.languages);
  useEffect(() => {
    document.documentElement.lang = pageLanguage(language);
    void i18n.changeLanguage(language);
  }, [i18n, language]);
  const [settled, settle] = useState(false);
  if (open && !settled && !read.isPending && i18n.language === language) settle(true);

  const dark = useMedia('(prefers-color-scheme: dark)');
  const theme = settings.appearance === 'system' ? (dark ? 'dark' : 'light') : settings.appearance;
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.theme = theme;
    dataset.practice = String(practice);
  }, [theme, practice]);

  // In the wrong language or colour for a moment is worse than nothing for a moment.
  if (open && (read.isPending || !settled)) return null;
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  return use(PreferencesContext);
}
