/** The words of a registration's endpoints and fields; one that is not in the message files shows its name. */
import { useTranslation } from 'react-i18next';

export function useFieldWords() {
  const { t, i18n } = useTranslation();
  return {
    endpoint: (name: string) => (i18n.exists(`providers.endpoint.${name}`) ? t(`providers.endpoint.${name}` as 'providers.endpoint.api') : name),
    field: (name: string) => (i18n.exists(`providers.field.${name}`) ? t(`providers.field.${name}` as 'providers.field.id') : name.replaceAll('_', ' ')),
  };
}
