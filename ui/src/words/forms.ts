/** The words of a form, by the names the core gives. A name without words stands for itself: it can still be filled in. */
import { useTranslation } from 'react-i18next';
import { forms } from './en/forms';

const { title, lead, field, fieldOf, hint, choice } = forms.form;

const isOf = <Words extends object>(words: Words, name: string): name is string & keyof Words => Object.hasOwn(words, name);

export function useFormWords() {
  const { t } = useTranslation();
  return {
    title: (form: string, provider: string) => (isOf(title, form) ? t(`form.title.${form}`, { provider }) : provider),
    lead: (form: string, provider: string) => (isOf(lead, form) ? t(`form.lead.${form}`, { provider }) : ''),
    /** A field that is called otherwise in one form has a name of its own there, and no hint. */
    field: (name: string, form = '') => {
      const there = `${form}_${name}`;
      if (isOf(fieldOf, there)) return { label: t(`form.fieldOf.${there}`), hint: undefined };
      return { label: isOf(field, name) ? t(`form.field.${name}`) : name, hint: isOf(hint, name) ? t(`form.hint.${name}`) : undefined };
    },
    choice: (name: string, value: string) => {
      if (!isOf(choice, name)) return value;
      const key = `form.choice.${name}.${value}` as 'form.choice.way.password';
      return isOf(choice[name], value) ? t(key) : value;
    },
    optional: (label: string) => t('form.optional', { label }),
  };
}
