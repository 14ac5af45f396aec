/** The frame around linking: what it is about, and the five steps. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { usePlace } from '../../state/place';
import { testIds } from '../../testids';
import './FlowFrame.css';

export const STEPS = ['choose', 'share', 'signIn', 'check', 'done'] as const;
export type Step = (typeof STEPS)[number] | 'signOut';
/** Reconnecting and removing begin at the provider's page. */
export const SHORT_STEPS = ['signIn', 'check', 'done'] as const;
/** Opening a provider's own page. */
export const VISIT_STEPS = ['signIn', 'done'] as const;
/** A page that nobody signs in for: it signs out. */
export const SIGN_OUT_STEPS = ['signOut', 'done'] as const;

export function FlowFrame({ title, step, steps = STEPS, children }: { title: string; step: Step; steps?: readonly Step[]; children: ReactNode }) {
  const { t } = useTranslation();
  const { leaveFlow } = usePlace();
  const body = useRef<HTMLDivElement>(null);
  // Each step begins at its heading, for whoever hears the page.
  useEffect(() => {
    body.current?.querySelector<HTMLElement>('h1')?.focus();
  }, [step]);
  return (
    <div
      className="flow"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) leaveFlow();
      }}
    >
      <header className="flow-head">
        <IconButton icon="cross" name={t('link.close')} data-testid={testIds.closeFlow} onClick={leaveFlow} />
        <p className="flow-title">{title}</p>
        <Stepper steps={steps} step={step} />
      </header>
      <div className="flow-body" ref={body}>
        {children}
      </div>
    </div>
  );
}

function Stepper({ steps, step }: { steps: readonly Step[]; step: Step }) {
  const { t } = useTranslation();
  const here = steps.indexOf(step);
  return (
    <ol className="steps" aria-label={t('link.step.label')}>
      {steps.map((name, number) => {
        const passed = number < here || step === 'done';
        return (
          <li className="step" key={name} data-state={passed ? 'passed' : number === here ? 'here' : 'ahead'} aria-current={name === step ? 'step' : undefined}>
            <span className="step-dot">{passed ? <Icon name="check" size={14} /> : number + 1}</span>
            <span className="step-word">{t(`link.step.${name}`)}</span>
            {passed && <span className="unseen">{t('link.step.stepDone')}</span>}
          </li>
        );
      })}
    </ol>
  );
}

/** A sheet in the middle of a step. */
export function Sheet({ children, narrow = false, testId }: { children: ReactNode; narrow?: boolean; testId?: string }) {
  return (
    <section className="sheet" data-narrow={narrow} data-testid={testId}>
      {children}
    </section>
  );
}
