/** The fault dial, the practice clock and the practice phone, beside whatever screen is open. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PracticeProvider, PracticeView, ProviderId } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { span } from '../../facts/time';
import { Button, IconButton } from '../../parts/Button';
import { ProviderMark } from '../../parts/Mark';
import { ProblemLine } from '../../parts/Problem';
import { useSpan } from '../../parts/Time';
import { useHost } from '../../state/host';
import { keys, usePractice } from '../../state/queries';
import { testIds } from '../../testids';
import { FaultDial } from './FaultDial';
import { PhoneMessages } from './PhoneMessages';
import './PracticePanel.css';

const HOUR = 3600;
const FORWARD = [
  { word: 'hour', seconds: HOUR },
  { word: 'hours', seconds: 22 * HOUR },
  { word: 'day', seconds: 24 * HOUR },
] as const;

export function PracticePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const client = useQueryClient();
  const { data: practice, error } = usePractice(true);
  const [chosen, choose] = useState<ProviderId | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const take = (view: PracticeView) => {
    client.setQueryData(keys.practice, view);
  };
  const fault = useMutation({
    mutationFn: (turn: { provider: ProviderId; fault: string | null; untilOff: boolean }) => host.practiceFault(turn.provider, turn.fault, turn.untilOff),
    onSuccess: take,
  });
  const clock = useMutation({
    mutationFn: (seconds: number | null) => host.practiceClock(seconds),
    onSuccess: async (view) => {
      take(view);
      await client.invalidateQueries({ queryKey: keys.connections });
      await client.invalidateQueries({ queryKey: keys.sessions });
    },
  });
  const problem = error ?? fault.error ?? clock.error;
  const provider = practice?.providers.find(({ id }) => id === chosen) ?? practice?.providers[0];
  return (
    <aside
      className="practice-panel"
      data-testid={testIds.practicePanel}
      aria-labelledby="practice-panel-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className="practice-head">
        <h2 id="practice-panel-title" ref={heading} tabIndex={-1}>
          {t('practice.dial')}
        </h2>
        <IconButton icon="cross" name={t('act.close')} onClick={onClose} />
      </header>
      {problem && <ProblemLine problem={asProblem(problem)} />}
      {practice && provider && (
        <>
          <FaultDial
            provider={provider}
            chooser={<Chooser providers={practice.providers} chosen={provider.id} onChoose={choose} />}
            onTurn={(id, untilOff) => {
              fault.mutate({ provider: provider.id, fault: id, untilOff });
            }}
          />
          <Clock offset={practice.offset_seconds} onMove={clock.mutate} busy={clock.isPending} />
          <PhoneMessages messages={practice.messages} />
        </>
      )}
    </aside>
  );
}

function Chooser({ providers, chosen, onChoose }: { providers: readonly PracticeProvider[]; chosen: ProviderId; onChoose: (id: ProviderId) => void }) {
  const { t } = useTranslation();
  return (
    <div className="practice-providers" role="group" aria-label={t('practice.nextFor')}>
      {providers.map(({ id, fault }) => (
        <button
          type="button"
          className="practice-provider"
          key={id}
          aria-pressed={id === chosen}
          data-testid={testIds.practiceProvider(id)}
          onClick={() => {
            onChoose(id);
          }}
        >
          <ProviderMark provider={id} size={24} />
          <span>{t(`provider.${id}`)}</span>
          {fault !== null && <span className="practice-turned" aria-hidden="true" />}
        </button>
      ))}
    </div>
  );
}

function Clock({ offset, onMove, busy }: { offset: number; onMove: (seconds: number | null) => void; busy: boolean }) {
  const { t } = useTranslation();
  const write = useSpan();
  return (
    <section className="practice-part" aria-labelledby="practice-clock">
      <h3 className="practice-label" id="practice-clock">
        <span>{t('practice.moveClock')}</span>
        {offset > 0 && <span className="quiet">{t('practice.ahead', { span: write(span(offset * 1000)) })}</span>}
      </h3>
      <div className="practice-clock">
        {FORWARD.map(({ word, seconds }) => (
          <Button key={word} disabled={busy} data-testid={testIds.clockForward(seconds)} onClick={() => { onMove(seconds); }}>
            {t(`practice.forward.${word}`)}
          </Button>
        ))}
        <Button look="quiet" disabled={busy || offset === 0} data-testid={testIds.clockReset} onClick={() => { onMove(null); }}>
          {t('practice.reset')}
        </Button>
      </div>
    </section>
  );
}
