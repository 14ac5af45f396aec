/** One thing that went wrong: what, why, what to do; the code and the reference behind Details. */
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../host/bindings';
import { asProblem } from '../host/host';
import { moment } from '../facts/time';
import { useNow } from '../state/clock';
import { testIds } from '../testids';
import { PROBLEMS } from '../words/problem-table';
import { Button } from './Button';
import { copyText } from './copy';
import { Icon } from './Icon';
import { useToast } from './Toast';
import './Problem.css';

/** Title and reason in the person's language, and what the core said where that says more. */
export function useProblemWords() {
  const { t, i18n } = useTranslation();
  return (problem: Problem) => {
    const english = i18n.language === 'en';
    const { saysMore } = PROBLEMS[problem.code];
    return {
      title: t(`problem.${problem.code}.title`),
      why: saysMore && english ? problem.message : t(`problem.${problem.code}.why`, { subject: problem.subject ?? '' }),
      /** In English, also where the page is not: it names the field, the host or the file. */
      more: saysMore && !english ? problem.message : null,
    };
  };
}

/** Says in passing that something did not work; it stays until it is dismissed. */
export function useSayProblem() {
  const { t } = useTranslation();
  const say = useToast();
  const words = useProblemWords();
  return (thrown: unknown) => {
    const { title, why } = words(asProblem(thrown));
    say({ icon: 'warning', text: t('problemPage.said', { title, why }), stays: true });
  };
}

/** A card that stands for the whole step. `children` are its buttons, `about` what else is known of it. */
export function ProblemCard({ problem, about, children, heading: Heading = 'h1' }: { problem: Problem; about?: string | undefined; children?: ReactNode; heading?: 'h1' | 'h2' }) {
  const { tone, icon } = PROBLEMS[problem.code];
  const words = useProblemWords()(problem);
  const { t, i18n } = useTranslation();
  const now = useNow();
  return (
    <section className="problem" data-testid={testIds.problem} data-code={problem.code} role="alert">
      <div className="problem-main">
        <span className="problem-icon" data-tone={tone}>
          <Icon name={icon} size={28} />
        </span>
        <div className="problem-words">
          <Heading className="problem-title" tabIndex={-1}>
            {words.title}
          </Heading>
          <p className="second">{words.why}</p>
          {about !== undefined && <p className="selectable">{about}</p>}
          {words.more !== null && (
            <p className="small quiet selectable" lang="en">
              {words.more}
            </p>
          )}
          {problem.retry_at !== null && <p className="small second">{t('problemPage.retryAt', { at: moment(Date.parse(problem.retry_at), now, i18n.language) })}</p>}
          {children !== undefined && <div className="problem-actions">{children}</div>}
        </div>
      </div>
      <ProblemDetails problem={problem} />
    </section>
  );
}

/** What stands beside a field or under a button: title and reason in one line. */
export function ProblemLine({ problem }: { problem: Problem }) {
  const { tone, icon } = PROBLEMS[problem.code];
  const words = useProblemWords()(problem);
  return (
    <div className="problem-line" data-tone={tone} data-testid={testIds.problem} data-code={problem.code} role="alert">
      <Icon name={icon} />
      <p>
        <b>{words.title}</b> <span>{words.why}</span>
        {words.more !== null && (
          <span className="small" lang="en">
            {' '}
            {words.more}
          </span>
        )}
      </p>
    </div>
  );
}

function ProblemDetails({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const all: [string, string | null][] = [
    [t('problemPage.code'), problem.code],
    [t('problemPage.reference'), problem.reference],
    [t('problemPage.request'), problem.request_id],
    [t('problemPage.providerSays'), [problem.provider_code, problem.provider_message].filter(Boolean).join(' · ') || null],
    [t('problemPage.message'), `${problem.message} ${problem.next}`.trim()],
  ];
  const rows = all.filter((row): row is [string, string] => row[1] !== null && row[1] !== '');
  const copy = async () => {
    await copyText(rows.map(([name, value]) => `${name}: ${value}`).join('\n'));
    setCopied(true);
  };
  return (
    <details className="problem-details">
      <summary className="problem-summary">
        <Icon name="chevron-down" />
        <span className="problem-summary-word">{t('act.details')}</span>
        <span className="mono quiet cut" data-testid={testIds.problemCode}>
          {[problem.code, problem.reference].filter(Boolean).join(' · ')}
        </span>
      </summary>
      <dl className="problem-facts selectable">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono" lang="en">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <Button look="quiet" size="row" icon="copy" onClick={copy}>
        {copied ? t('act.copied') : t('act.copy')}
      </Button>
    </details>
  );
}
