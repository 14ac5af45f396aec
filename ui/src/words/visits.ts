/** The words of a provider's own pages, by the names the core gives. */
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '../host/bindings';
import { visits } from './en/visits';

const { open, going } = visits.visit;

const isKnown = (page: string | null): page is keyof typeof open => page !== null && Object.hasOwn(open, page);
const leadsBack = (page: string | null): page is keyof typeof going => page !== null && Object.hasOwn(going, page);

export function useVisitWords(of: ProviderId) {
  const { t } = useTranslation();
  const provider = t(`provider.${of}`);
  const name = (page: string | null) => (isKnown(page) ? t(`visit.page.${page}`, { provider }) : t('visit.otherPage'));
  return {
    open: (page: string) => (isKnown(page) ? t(`visit.open.${page}`, { provider }) : t('visit.other')),
    page: name,
    /** It is open, and leads back by itself. */
    going: (page: string | null) => (leadsBack(page) ? t(`visit.going.${page}`, { provider }) : t('visit.opened', { page: name(page) })),
    /** It was opened, and has led back if it does. */
    opened: (page: string | null) => (leadsBack(page) ? t(`visit.done.${page}`, { provider }) : t('visit.opened', { page: name(page) })),
  };
}
