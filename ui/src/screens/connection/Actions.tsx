/** What the provider can do for this account: one action at a time, its form, and what it answered. */
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type SyntheticEvent } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { ActionAnswer, ActionView, ConnectionView, FieldValue } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { DialogActions, Warning, WarningCancel } from '../../parts/Dialog';
import { Answer } from '../../parts/Fact';
import { FormFields, firstChoices, isAsked, readFields, type Choices } from '../../parts/FormFields';
import { Icon } from '../../parts/Icon';
import { ProblemLine } from '../../parts/Problem';
import { useHost } from '../../state/host';
import { useActions } from '../../state/queries';
import { testIds } from '../../testids';
import { useActionWords } from '../../words/actions';
import './Actions.css';

export function Actions({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation();
  const words = useActionWords();
  const provider = t(`provider.${connection.provider}`);
  const { data: actions, error } = useActions(connection.id);
  const [chosen, choose] = useState<string | null>(null);
  if (error) return <ProblemLine problem={asProblem(error)} />;
  if (!actions) return <p className="quiet">{t('loading')}</p>;
  const action = actions.find(({ name }) => name === chosen) ?? actions[0];
  if (!action) return <p className="quiet">{t('action.none', { provider })}</p>;
  return (
    <div className="actions">
      <nav className="actions-list" aria-label={t('action.title', { provider })}>
        {actions.map(({ name, effect }) => (
          <button type="button" className="actions-choice" key={name} aria-current={name === action.name ? true : undefined} data-testid={testIds.action(name)} onClick={() => { choose(name); }}>
            <Icon name={effect === 'reads' ? 'eye' : effect === 'changes' ? 'pencil' : 'refresh'} />
            {words.name(name)}
          </button>
        ))}
      </nav>
      <OneAction key={action.name} action={action} connection={connection} provider={provider} />
    </div>
  );
}

function OneAction({ action, connection, provider }: { action: ActionView; connection: ConnectionView; provider: string }) {
  const { t } = useTranslation();
  const words = useActionWords();
  const { form, name, effect } = action;
  const [choices, setChoices] = useState<Choices>(() => firstChoices(form.fields));
  const [asking, setAsking] = useState(false);
  const page = useRef<HTMLFormElement>(null);
  const { answer, act, problem, busy, more } = useAct(connection.id, action);
  const asked = form.fields.filter((field) => isAsked(field, choices));
  const secret = asked.some((field) => field.secret);
  const isAboutAField = asked.some((field) => field.name === problem?.subject);
  const send = () => {
    setAsking(false);
    act(() => (page.current ? readFields(page.current, asked, choices) : []));
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (effect === 'reads') send();
    else setAsking(true);
  };
  return (
    <section className="card part action">
      <header>
        <h2>{words.name(name)}</h2>
        <p className="second">{words.about(name, provider)}</p>
      </header>
      <form ref={page} className="action-form" onSubmit={submit} autoComplete="off" noValidate>
        {asked.length > 0 && <FormFields fields={asked} busy={busy} choices={choices} problem={problem} onChoose={setChoices} />}
        {asked.length > 0 && (
          <p className="small quiet">
            <Trans i18nKey="form.goes" values={{ host: form.receiver }} components={{ b: <b className="selectable" /> }} /> {secret && t('form.notKept')}
          </p>
        )}
        <Button type="submit" look="primary" className="action-send" disabled={busy} data-testid={testIds.actionSend}>
          {busy ? t('action.asks', { provider }) : words.doing(name)}
        </Button>
      </form>
      {problem && !isAboutAField && <ProblemLine problem={problem} />}
      {answer && (
        <div className="action-answer" role="status" data-testid={testIds.actionAnswer}>
          <Answer answer={answer} />
          {more !== null && (
            <Button look="outline" disabled={busy} data-testid={testIds.actionMore} onClick={more}>
              {t('action.more')}
            </Button>
          )}
        </div>
      )}
      <Warning
        open={asking}
        onClose={() => { setAsking(false); }}
        title={t('action.confirmTitle', { action: words.name(name), provider })}
        text={<p>{effect === 'rotates' ? t('action.rotateText', { provider }) : t('action.confirmText', { provider })}</p>}
      >
        <DialogActions>
          <WarningCancel asChild>
            <Button>{t('act.cancel')}</Button>
          </WarningCancel>
          <Button look="primary" data-testid={testIds.actionConfirm} onClick={send}>
            {words.doing(name)}
          </Button>
        </DialogActions>
      </Warning>
    </section>
  );
}

interface Asking {
  /** Reads the form at the moment it is sent; what was typed becomes no variable that outlives the request. */
  read: () => FieldValue[];
  page: number;
}

function useAct(connection: string, { name: action, pages: paged }: ActionView) {
  const host = useHost();
  const [answer, setAnswer] = useState<ActionAnswer | null>(null);
  // For the pages that follow. What comes in pages asks for no secret.
  const sent = useRef<FieldValue[]>([]);
  const asking = useMutation({
    mutationFn: ({ read, page }: Asking) => {
      const fields = read();
      sent.current = paged ? fields : [];
      return host.act({ connection, action, fields, page: page === 1 ? null : page });
    },
    onSuccess: (next, { page }) => { setAnswer((before) => (page > 1 && before ? joined(before, next) : next)); },
  });
  const next = answer?.next_page ?? null;
  return {
    answer,
    busy: asking.isPending,
    problem: asking.error ? asProblem(asking.error) : null,
    act: (read: Asking['read']) => {
      setAnswer(null);
      asking.mutate({ read, page: 1 });
    },
    more: next === null ? null : () => { asking.mutate({ read: () => sent.current, page: next }); },
  };
}

/** A page under the pages before it. */
function joined(before: ActionAnswer, next: ActionAnswer): ActionAnswer {
  if (!before.table || !next.table) return next;
  return { ...next, table: { ...before.table, rows: [...before.table.rows, ...next.table.rows] } };
}
