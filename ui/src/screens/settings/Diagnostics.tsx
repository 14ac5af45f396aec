/** What the doctor found: an icon and a word for each finding, and what to do about it. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Check, CheckOutcome } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { Icon, type IconName } from '../../parts/Icon';
import { ProblemLine } from '../../parts/Problem';
import { useHost } from '../../state/host';
import { testIds } from '../../testids';
import { Line } from './Group';

const ICONS: Record<CheckOutcome, IconName> = { ok: 'check-circle', notice: 'info', unknown: 'question', problem: 'warning' };

export function Diagnostics() {
  const { t } = useTranslation();
  const host = useHost();
  const look = useMutation({ mutationFn: () => host.doctor(false) });
  const wrong = look.data?.checks.some((check) => check.outcome === 'problem');
  return (
    <>
      <Line title={t('doctor.title')} hint={t('doctor.hint')}>
        <Button icon="wrench" disabled={look.isPending} data-testid={testIds.doctorRun} onClick={() => { look.mutate(); }}>
          {look.isPending ? t('doctor.running') : t('doctor.run')}
        </Button>
        {look.error && <ProblemLine problem={asProblem(look.error)} />}
      </Line>
      <div role="status">{wrong === false && <p className="settings-fine second">{t('doctor.none')}</p>}</div>
      {look.data && (
        <ul className="settings-checks" data-testid={testIds.doctorChecks}>
          {look.data.checks.map((check, at) => (
            <Finding key={at} check={check} />
          ))}
        </ul>
      )}
    </>
  );
}

function Finding({ check }: { check: Check }) {
  const { t } = useTranslation();
  const number = Math.abs(check.number ?? 0);
  const grant = check.grant === null ? '' : t(`doctor.grant.${check.grant}`);
  const named = [check.provider && t(`provider.${check.provider}`), t(`doctor.check.${check.code}`, { number, grant, ...(check.number === 0 ? { context: 'off' } : {}) }), check.host];
  return (
    <li className="settings-check" data-outcome={check.outcome}>
      <Icon name={ICONS[check.outcome]} />
      <div>
        <p>
          <b>{t(`doctor.outcome.${check.outcome}`)}</b> · {named.filter(Boolean).join(' · ')}
        </p>
        {check.cause && <p className="small second">{t('doctor.cause', { cause: t(`problem.${check.cause}.title`) })}</p>}
        {check.next !== 'none' && <p className="small second">{t(`doctor.next.${check.next}`)}</p>}
      </div>
    </li>
  );
}
