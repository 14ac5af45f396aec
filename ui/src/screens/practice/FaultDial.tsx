/** The dial: a drawing of where it stands; the list below it is the control. Faults a provider cannot have are dimmed. */
import { RadioGroup } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PracticeProvider, ProviderId } from '../../host/bindings';
import { Segments } from '../../parts/Choice';
import { testIds } from '../../testids';

const NORMAL = '';
/** Faults of which only one provider has the cause. */
const ONLY: Readonly<Record<string, ProviderId>> = {
  reuse_revokes_family: 'flowaccount',
  invalid_grant_once: 'flowaccount',
  bank_password_changed: 'bankhub',
};

type Turn = (fault: string | null, untilOff: boolean) => void;

export function FaultDial({ provider, chooser, onTurn }: { provider: PracticeProvider; chooser: ReactNode; onTurn: Turn }) {
  const { t, i18n } = useTranslation();
  const [untilOff, setUntilOff] = useState(provider.until_off);
  const word = (id: string) => (i18n.exists(`practice.fault.${id}`) ? t(`practice.fault.${id}` as 'practice.fault.outage') : id.replaceAll('_', ' '));
  const fault = provider.fault ?? NORMAL;
  const place = provider.faults.findIndex(({ id }) => id === provider.fault) + 1;
  const turn = (id: string) => {
    onTurn(id === NORMAL ? null : id, untilOff);
  };
  return (
    <>
      <Drawing places={provider.faults.length + 1} place={place} first={t('practice.normal')} last={t('practice.last')} />
      {chooser}
      <section className="practice-part">
        <h3 className="practice-label" id="practice-answer">
          {t('practice.next', { provider: t(`provider.${provider.id}`) })}
        </h3>
        <RadioGroup.Root className="faults" aria-labelledby="practice-answer" value={fault} onValueChange={turn}>
          <Fault id={NORMAL} word={t('practice.answer')} />
          {provider.faults.map(({ id, applies }) => (
            <Fault key={id} id={id} word={word(id)} {...(applies ? {} : { only: t('practice.only', { provider: t(`provider.${ONLY[id] ?? provider.id}`) }) })} />
          ))}
        </RadioGroup.Root>
        <Segments
          label={t('practice.repeat')}
          value={untilOff ? 'until' : 'once'}
          onChange={(next) => {
            setUntilOff(next === 'until');
            if (provider.fault !== null) onTurn(provider.fault, next === 'until');
          }}
          options={[
            { value: 'once', word: t('practice.once'), testId: testIds.faultOnce },
            { value: 'until', word: t('practice.untilOff'), testId: testIds.faultUntilOff },
          ]}
        />
      </section>
    </>
  );
}

function Fault({ id, word, only }: { id: string; word: string; only?: string }) {
  return (
    <RadioGroup.Item className="fault" value={id} disabled={only !== undefined} data-testid={testIds.fault(id === NORMAL ? 'none' : id)}>
      <span className="fault-dot" />
      <span className="fault-word">{word}</span>
      {only !== undefined && <span className="small quiet nowrap">{only}</span>}
    </RadioGroup.Item>
  );
}

const CENTRE = { x: 130, y: 92 };

/** A point on the half circle: `share` from 0 at the left to 1 at the right. */
function on(share: number, radius: number): string {
  const angle = Math.PI * (1 - share);
  return `${(CENTRE.x + radius * Math.cos(angle)).toFixed(1)} ${(CENTRE.y - radius * Math.sin(angle)).toFixed(1)}`;
}

function Drawing({ places, place, first, last }: { places: number; place: number; first: string; last: string }) {
  const share = (number: number) => number / (places - 1);
  return (
    <svg className="dial" viewBox="0 0 260 116" aria-hidden="true">
      <path className="dial-face" d={`M${on(0, 62)}A62 62 0 0 1 ${on(1, 62)}Z`} />
      {Array.from({ length: places }, (_, number) => (
        <path className="dial-tick" data-here={number === place} key={number} d={`M${on(share(number), 78)}L${on(share(number), 90)}`} />
      ))}
      <path className="dial-needle" d={`M${CENTRE.x} ${CENTRE.y}L${on(share(place), 54)}`} />
      <circle className="dial-hub" cx={CENTRE.x} cy={CENTRE.y} r="7" />
      <text className="dial-word" x="42" y="112" textAnchor="middle">
        {first}
      </text>
      <text className="dial-word" x="218" y="112" textAnchor="middle">
        {last}
      </text>
    </svg>
  );
}
