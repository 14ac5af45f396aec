/** A field: label above, hint under it. A secret is never in React's hands: its input is uncontrolled and emptied at submit. */
import { useId, type ComponentProps, type ReactNode } from 'react';
import './Field.css';

interface FieldLook {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it; shown instead of the hint. */
  problem?: string | null;
}

export function Field({ label, hint, problem = null, className, ...input }: FieldLook & ComponentProps<'input'>) {
  const id = useId();
  const described = problem !== null || hint !== undefined;
  return (
    <div className={['field', className].filter(Boolean).join(' ')}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        className="input"
        id={id}
        aria-invalid={problem !== null}
        aria-describedby={described ? `${id}-hint` : undefined}
        autoComplete="off"
        spellCheck={false}
        {...input}
      />
      {described && <FieldHint id={`${id}-hint`} hint={hint} problem={problem} />}
    </div>
  );
}

export function TextField({ label, hint, problem = null, className, ...input }: FieldLook & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <div className={['field', className].filter(Boolean).join(' ')}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea className="input text-input mono" id={id} aria-invalid={problem !== null} aria-describedby={`${id}-hint`} spellCheck={false} {...input} />
      <FieldHint id={`${id}-hint`} hint={hint} problem={problem} />
    </div>
  );
}

function FieldHint({ id, hint, problem }: { id: string; hint: ReactNode; problem: string | null }) {
  return (
    <p id={id} className="field-hint" data-problem={problem !== null}>
      {problem ?? hint}
    </p>
  );
}

export function Select({ label, className, children, ...select }: { label: string } & ComponentProps<'select'>) {
  const id = useId();
  return (
    <div className={['field', className].filter(Boolean).join(' ')}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select className="input" id={id} {...select}>
        {children}
      </select>
    </div>
  );
}
