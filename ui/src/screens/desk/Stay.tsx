/** Staying signed in at the provider for what follows of the same customer: off by itself, offered only where it serves. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry, QueueView } from '../../host/bindings';
import { aboutOf } from '../../facts/queue';
import { useHost } from '../../state/host';
import { usePreferences } from '../../state/preferences';
import { useProviders, useQueueChange } from '../../state/queries';
import { useSingleKeys } from '../../state/single-keys';
import { testIds } from '../../testids';

const KEY = 'K';

export function Stay({ queue: { stay }, entry }: { queue: QueueView; entry: QueueEntry }) {
  const { t } = useTranslation();
  const host = useHost();
  const id = useId();
  const { settings } = usePreferences();
  const choose = useQueueChange((on: boolean) => host.staySignedIn(on));
  const about = aboutOf(entry);
  const provider = t(`provider.${about.provider}`);
  const route = useProviders().data?.find((one) => one.id === about.provider)?.preferred_route;
  const offered = stay.offered && route === 'window';
  const change = () => { if (offered && !choose.isPending) choose.mutate(!stay.on); };
  useSingleKeys({ k: change });
  if (!offered) return stay.on ? <p className="small second" data-testid={testIds.deskStayLast}>{t('desk.stay.last', { provider })}</p> : null;
  return (
    <div className="in-hand-stay">
      <input type="checkbox" id={id} checked={stay.on} aria-describedby={`${id}-hint`} data-testid={testIds.deskStay} onChange={change} />
      <label htmlFor={id}>{t('desk.stay.label', { provider })}</label>
      {settings.single_keys && <kbd className="key">{KEY}</kbd>}
      <p className="small quiet" id={`${id}-hint`}>{t('desk.stay.hint')}</p>
    </div>
  );
}
