/** The provider's own pages of a connection: a button for the only one, a menu where there are several ways. */
import { useTranslation } from 'react-i18next';
import type { ConnectionDetail, Route, VisitView } from '../../host/bindings';
import { Button } from '../../parts/Button';
import { ActionMenu } from '../../parts/Menu';
import { useVisit } from '../../state/linking';
import { testIds } from '../../testids';
import { useVisitWords } from '../../words/visits';

/** A window of ours keeps nothing, and nobody is signed in there; a page that leads back finds its way from a browser too. */
const routesOf = ({ in_window, leads_back }: VisitView): Route[] => [...(in_window ? (['window'] as const) : []), ...(leads_back || !in_window ? (['browser'] as const) : [])];

export function Pages({ detail: { connection, pages } }: { detail: ConnectionDetail }) {
  const { t } = useTranslation();
  const { visit, pending } = useVisit();
  const words = useVisitWords(connection.provider);
  const ways = pages.flatMap((page) => routesOf(page).map((route) => ({ page: page.page, route })));
  const [only, ...more] = ways;
  if (only === undefined) return null;
  const open = (way: typeof only) => { visit({ connection: connection.id, ...way }); };
  if (more.length === 0) {
    return (
      <Button icon="window" disabled={pending} data-testid={testIds.openPage} onClick={() => { open(only); }}>
        {words.open(only.page)}
      </Button>
    );
  }
  const options = ways.map((way) => ({
    id: `${way.page}-${way.route}`,
    word: words.open(way.page),
    note: way.route === 'window' ? t('visit.place.window') : t('visit.place.browser'),
    onSelect: () => { open(way); },
  }));
  return <ActionMenu word={t('visit.menu', { provider: t(`provider.${connection.provider}`) })} icon="window" options={options} disabled={pending} testId={testIds.pages} itemTestId={testIds.pageItem} />;
}
