/** The three columns of what linking means. They say no more than the provider's facts give. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderView, RegistrationView, SharedItem } from '../../host/bindings';
import { span } from '../../facts/time';
import { Switch } from '../../parts/Choice';
import { Icon, type IconName } from '../../parts/Icon';
import { Tether } from '../../parts/Tether';
import { useSpan } from '../../parts/Time';
import { useNow } from '../../state/clock';
import { testIds } from '../../testids';

/** The words of a shared thing; one that is not in the message files shows its id. */
export function useShareWords() {
  const { t, i18n } = useTranslation();
  return (id: string) => ({
    word: i18n.exists(`share.${id}`) ? t(`share.${id}` as 'share.balance') : id.replaceAll('_', ' '),
    hint: i18n.exists(`share.${id}Hint`) ? t(`share.${id}Hint` as 'share.identityHint') : null,
  });
}

function Column({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <section className="share-column">
      <h2 className="share-column-title">
        <Icon name={icon} size={18} />
        {title}
      </h2>
      {children}
    </section>
  );
}

export function SharedThings({ shares, left, onLeave }: { shares: readonly SharedItem[]; left: ReadonlySet<string>; onLeave: (left: ReadonlySet<string>) => void }) {
  const { t } = useTranslation();
  const words = useShareWords();
  const leave = (id: string, shared: boolean) => {
    const next = new Set(left);
    if (shared) next.delete(id);
    else next.add(id);
    onLeave(next);
  };
  return (
    <Column icon="eye" title={t('link.share.what')}>
      <ul className="shared">
        {shares
          .filter(({ optional }) => !optional)
          .map(({ id, asked }) => {
            const { word, hint } = words(id);
            return (
              <li key={id} data-asked={asked}>
                <Icon name={asked ? 'check' : 'cross'} />
                <div>
                  <p className="shared-word">{word}</p>
                  {hint !== null && <p className="small quiet">{hint}</p>}
                </div>
              </li>
            );
          })}
      </ul>
      {shares
        .filter(({ optional }) => optional)
        .map(({ id }) => {
          const { word, hint } = words(id);
          return (
            <div className="shared-optional" key={id}>
              <Switch label={word} {...(hint === null ? {} : { hint })} checked={!left.has(id)} testId={testIds.shareOptional(id)} onChange={(on) => { leave(id, on); }} />
            </div>
          );
        })}
    </Column>
  );
}

function Fact({ term, children, hint }: { term: string; children: ReactNode; hint?: ReactNode }) {
  return (
    <div className="share-fact">
      <dt className="small quiet">{term}</dt>
      <dd className="share-fact-value">{children}</dd>
      {hint !== undefined && <dd className="small quiet">{hint}</dd>}
    </div>
  );
}

/** The endpoints on which a person signs in, where there is a page and its host is known beforehand, and from which data comes. */
const ENDPOINTS: Record<ProviderView['id'], { page: string | null; data: string }> = {
  bankhub: { page: 'link', data: 'api' },
  flowaccount: { page: 'authorize', data: 'api' },
  its: { page: null, data: 'base' },
  baokim: { page: null, data: 'api' },
  headline: { page: 'ui', data: 'client' },
};

function hostOf(address: string | undefined): string {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : '';
}

export function WithWhom({ provider, registration, chooser }: { provider: ProviderView; registration: RegistrationView; chooser: ReactNode }) {
  const { t } = useTranslation();
  const { page, data } = ENDPOINTS[provider.id];
  const host = (wanted: string) => hostOf(registration.endpoints.find(([name]) => name === wanted)?.[1]);
  const environment = t(`environment.${registration.environment}`);
  const mayKeep = provider.forms.some(([, fields]) => fields.some(({ kind }) => kind === 'tick'));
  return (
    <Column icon="people" title={t('link.share.who')}>
      <dl>
        <Fact term={t('link.share.receives')} hint={t('link.share.sealed')}>
          {t('link.share.receivers', { provider: provider.name })}
        </Fact>
        <Typed provider={provider.name} mayKeep={mayKeep} opensPage={registration.opens_page} page={page === null ? null : host(page)} />
        <Fact term={t('link.share.from')} hint={t('link.share.registration', { name: registration.name, environment })}>
          {host(data)}
        </Fact>
      </dl>
      {chooser}
    </Column>
  );
}

/** Where the person types: on the provider's page, on one that it names later, or here. */
function Typed({ provider, mayKeep, opensPage, page }: { provider: string; mayKeep: boolean; opensPage: boolean; page: string | null }) {
  const { t } = useTranslation();
  const term = t('link.share.typed');
  if (!opensPage) {
    return (
      <Fact term={term} hint={mayKeep ? t('link.share.typedHereKeptText', { provider }) : t('link.share.typedHereText', { provider })}>
        {t('link.share.typedHere')}
      </Fact>
    );
  }
  return page === null ? (
    <Fact term={term} hint={t('link.share.typedLaterText')}>
      {t('link.share.typedLater', { provider })}
    </Fact>
  ) : (
    <Fact term={term} hint={t('link.share.onlyThere')}>
      {page}
    </Fact>
  );
}

export function ForHowLong({ provider }: { provider: ProviderView }) {
  const { t } = useTranslation();
  const now = useNow();
  const write = useSpan();
  const { survives_seconds: survives, renews, can_revoke: revokes, name } = provider;
  const ends =
    survives !== null
      ? { survival: { kind: 'until', at: new Date(now + survives * 1000).toISOString() } as const, word: t('link.share.endsDay', { span: write(span(survives * 1000)) }), text: t('link.share.endsDayText') }
      : renews
        ? { survival: { kind: 'unknown' } as const, word: t('link.share.endsUnknown'), text: t('link.share.endsUnknownText', { provider: name }) }
        : { survival: { kind: 'no_end_known' } as const, word: t('link.share.endsOpen', { provider: name }), text: t('link.share.endsOpenText', { provider: name }) };
  return (
    <Column icon="hourglass" title={t('link.share.long')}>
      <dl>
        <Fact term={t('link.share.ends')} hint={ends.text}>
          {ends.word}
          <Tether connection={{ grant: 'good', survival: ends.survival }} now={now} width={150} />
        </Fact>
        <Fact term={t('link.share.withdraw')} hint={revokes ? t('link.share.withdrawCallText', { provider: name }) : t('link.share.withdrawNoneText', { provider: name })}>
          {revokes ? t('link.share.withdrawCall') : t('link.share.withdrawNone', { provider: name })}
        </Fact>
      </dl>
    </Column>
  );
}
