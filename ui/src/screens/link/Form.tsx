/**
 * A form of the provider's, filled in here because it has no page for it. Drawn from its fields alone.
 *
 * What is typed stands in the page's own fields and nowhere else; passwords and codes are emptied as they are sent.
 */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { FieldValue, FormView, SessionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { countdown } from '../../facts/time';
import { Button } from '../../parts/Button';
import { FormFields, firstChoices, isAsked, readFields, type Choices } from '../../parts/FormFields';
import { Icon } from '../../parts/Icon';
import { ProviderMark } from '../../parts/Mark';
import { ProblemLine } from '../../parts/Problem';
import { useNow } from '../../state/clock';
import { useHost } from '../../state/host';
import { testIds } from '../../testids';
import { useFormWords } from '../../words/forms';
import { useVisitWords } from '../../words/visits';
import { Sheet } from './FlowFrame';
import './Form.css';

export function Form({ session, form }: { session: SessionView; form: FormView }) {
  const { t } = useTranslation();
  const host = useHost();
  const words = useFormWords();
  const provider = t(`provider.${session.provider}`);
  const [choices, setChoices] = useState<Choices>(() => firstChoices(form.fields));
  const page = useRef<HTMLFormElement>(null);
  // What was typed never becomes a variable of the mutation: it would outlive the request.
  const send = useMutation({ mutationFn: (read: () => FieldValue[]) => host.submitForm(session.id, read()) });
  const again = useMutation({ mutationFn: () => host.askAgain(session.id) });
  const drop = useMutation({ mutationFn: () => host.cancelSession(session.id) });
  const busy = session.state === 'submitting' || send.isPending || again.isPending;
  const thrown = send.error ?? again.error ?? drop.error;
  const problem = busy ? null : thrown ? asProblem(thrown) : session.problem;
  const asked = form.fields.filter((field) => isAsked(field, choices));
  const about = asked.find(({ name }) => name === problem?.subject)?.name ?? null;
  // Where the form is longer than the window, what is wrong may stand out of sight.
  useEffect(() => {
    if (about !== null) page.current?.querySelector<HTMLElement>(`[name="${about}"]`)?.focus();
  }, [about, problem]);
  const secret = asked.some((field) => field.secret);
  const mayKeep = asked.some(({ kind }) => kind === 'tick');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    again.reset();
    send.mutate(() => (page.current ? readFields(page.current, asked, choices) : []));
  };
  return (
    <Sheet narrow testId={testIds.session}>
      <form ref={page} className="form-page" onSubmit={submit} autoComplete="off" noValidate data-testid={testIds.form(form.id)}>
        <header className="form-head">
          <ProviderMark provider={session.provider} size={34} />
          <div>
            <h1 tabIndex={-1}>{words.title(form.id, provider)}</h1>
            {session.purpose.kind === 'visit' ? <ForWhom session={session} /> : <p className="second">{words.lead(form.id, provider)}</p>}
          </div>
        </header>
        <FormFields form={form.id} fields={asked} busy={busy} choices={choices} problem={problem} onChoose={setChoices} />
        {problem && about === null && <ProblemLine problem={problem} />}
        {problem && secret && <p className="small second">{t('form.emptied')}</p>}
        {form.again_at !== null && <Again at={Date.parse(form.again_at)} busy={busy} onAsk={() => { send.reset(); again.mutate(); }} />}
        <p className="form-goes small">
          <Icon name="shield" size={16} />
          <span>
            <Trans i18nKey="form.goes" values={{ host: form.receiver }} components={{ b: <b className="selectable" /> }} /> {secret && (mayKeep ? t('form.keptIfTicked') : t('form.notKept'))}
          </span>
        </p>
        <footer className="sheet-foot">
          <span className="fill" />
          <Button size="flow" disabled={drop.isPending} data-testid={testIds.cancelSession} onClick={() => { drop.mutate(); }}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" look="primary" size="flow" disabled={busy} data-testid={testIds.formSend}>
            {busy ? t('form.sending') : t('form.send')}
          </Button>
        </footer>
      </form>
    </Sheet>
  );
}

/** Which page the sign-in is for, and whose. */
function ForWhom({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const words = useVisitWords(session.provider);
  return session.expected && <p className="second">{t('visit.whose', { page: words.page(session.page), ...session.expected })}</p>;
}

function Again({ at, busy, onAsk }: { at: number; busy: boolean; onAsk: () => void }) {
  const { t } = useTranslation();
  const left = Math.max(0, at - useNow());
  return (
    <div className="form-again">
      <Button look="outline" disabled={busy || left > 0} data-testid={testIds.formAgain} onClick={onAsk}>
        {t('form.again')}
      </Button>
      {left > 0 && <span className="small quiet">{t('form.againIn', { time: countdown(left) })}</span>}
    </div>
  );
}
