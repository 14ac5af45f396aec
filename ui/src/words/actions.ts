/** The words of an action, by the names the core gives. A name without words stands for itself. */
import { useTranslation } from 'react-i18next';
import { actions } from './en/actions';

const { name, about, do: doing, fact } = actions.action;
const word: Partial<Record<string, Partial<Record<string, string>>>> = actions.action.word;

const isOf = <Words extends object>(words: Words, key: string): key is string & keyof Words => Object.hasOwn(words, key);

export function useActionWords() {
  const { t } = useTranslation();
  const plainly = (key: string) => key.replaceAll('_', ' ');
  return {
    name: (action: string) => (isOf(name, action) ? t(`action.name.${action}`) : plainly(action)),
    about: (action: string, provider: string) => (isOf(about, action) ? t(`action.about.${action}`, { provider }) : ''),
    /** The word on the button that sends it. */
    doing: (action: string) => (isOf(doing, action) ? t(`action.do.${action}`) : t('form.send')),
    fact: (key: string) => (isOf(fact, key) ? t(`action.fact.${key}`) : plainly(key)),
    word: (key: string, value: string) => (word[key]?.[value] === undefined ? plainly(value) : t(`action.word.${key}.${value}` as 'action.done')),
  };
}
