/** The words of a provider's own page, by the name the core gives. */
import { useTranslation } from 'react-i18next';
import { visits } from './en/visits';

const { open } = visits.visit;

const isKnown = (page: string): page is keyof typeof open => Object.hasOwn(open, page);

export function useVisitWords() {
  const { t } = useTranslation();
  return {
    open: (page: string) => (isKnown(page) ? t(`visit.open.${page}`) : t('visit.other')),
    page: (page: string) => (isKnown(page) ? t(`visit.page.${page}`) : t('visit.otherPage')),
  };
}
