/**
 * The fields of a form, drawn from what the core says of them.
 *
 * What is typed stands in the page's own inputs and nowhere else; passwords and codes are emptied as they are read.
 */
import { useId, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldValue, FieldView, Problem } from '../host/bindings';
import { testIds } from '../testids';
import { useFormWords } from '../words/forms';
import { Segments } from './Choice';
import { Field, Select } from './Field';
import { useProblemWords } from './Problem';
import './FormFields.css';

/** What is chosen in the choice fields, by their names: other fields depend on it. */
export type Choices = Record<string, string>;

/** More than this many stand below each other in a list that opens. */
const SIDE_BY_SIDE = 3;

/** The usual choice of each. */
export function firstChoices(fields: readonly FieldView[]): Choices {
  return Object.fromEntries(fields.filter(({ kind }) => kind === 'choice').map(({ name, choices: [first = ''] }) => [name, first]));
}

export function isAsked({ only_if, scripts_only: scriptsOnly }: FieldView, choices: Choices): boolean {
  if (scriptsOnly) return false;
  return only_if === null || only_if[1].includes(choices[only_if[0]] ?? '');
}

/** What stands in the form. Afterwards no field holds a secret. */
export function readFields(page: HTMLFormElement, asked: readonly FieldView[], choices: Choices): FieldValue[] {
  // Not by FormData: it leaves out what is switched off, as a form is while it is sent.
  const typed = asked.map(({ name, kind, secret }) => {
    if (kind === 'choice') return { name, value: choices[name] ?? '' };
    const input = page.elements.namedItem(name);
    if (!(input instanceof HTMLInputElement)) return { name, value: '' };
    if (kind === 'tick') return { name, value: input.checked ? 'yes' : '' };
    const { value } = input;
    if (secret) input.value = '';
    return { name, value };
  });
  return typed.filter(({ value }) => value !== '');
}

interface Fields {
  /** Which form they are of. */
  form?: string;
  /** Those that are asked now. */
  fields: readonly FieldView[];
  busy: boolean;
  choices: Choices;
  /** A refusal; it is shown at the field it is about. */
  problem: Problem | null;
  onChoose: (choices: Choices) => void;
}

export function FormFields({ form, fields, busy, choices, problem, onChoose }: Fields) {
  return (
    <fieldset className="form-fields" disabled={busy}>
      {fields.map((field) => (
        <FormField key={field.name} form={form} field={field} value={choices[field.name] ?? ''} problem={field.name === problem?.subject ? problem : null} onChoose={(value) => { onChoose({ ...choices, [field.name]: value }); }} />
      ))}
    </fieldset>
  );
}

interface OneField {
  form: string | undefined;
  field: FieldView;
  value: string;
  problem: Problem | null;
  onChoose: (value: string) => void;
}

function FormField({ form, field, value, problem, onChoose }: OneField) {
  const words = useFormWords();
  const problemWords = useProblemWords();
  const { label, hint } = words.field(field.name, form);
  if (field.kind === 'choice') return <ChoiceField field={field} label={label} value={value} onChoose={onChoose} />;
  if (field.kind === 'tick') return <TickField field={field} label={label} hint={hint} />;
  const text = {
    label: field.required ? label : words.optional(label),
    hint,
    problem: problem && [problemWords(problem).why, problem.provider_message && `“${problem.provider_message}”`].filter(Boolean).join(' '),
  };
  if (field.kind === 'picture') return <PictureField field={field} {...text} />;
  const most = field.at_most === null ? {} : { maxLength: field.at_most };
  return <Field {...text} name={field.name} required={field.required} data-testid={testIds.formField(field.name)} {...KEYBOARD[field.kind]} {...most} />;
}

const KEYBOARD = {
  text: { type: 'text' },
  phone: { type: 'tel', inputMode: 'tel' },
  email: { type: 'email', inputMode: 'email' },
  password: { type: 'password' },
  otp: { type: 'text', inputMode: 'numeric', className: 'form-code', maxLength: 10, autoComplete: 'one-time-code' },
  amount: { type: 'text', inputMode: 'decimal' },
  day: { type: 'text', inputMode: 'numeric', placeholder: 'YYYY-MM-DD', maxLength: 10 },
} as const;

function ChoiceField({ field, label, value, onChoose }: Omit<OneField, 'form' | 'problem'> & { label: string }) {
  const words = useFormWords();
  const options = field.choices.map((choice) => ({ value: choice, word: words.choice(field.name, choice), testId: testIds.formChoice(field.name, choice) }));
  if (options.length > SIDE_BY_SIDE) {
    return (
      <Select label={label} value={value} data-testid={testIds.formField(field.name)} onChange={(event) => { onChoose(event.target.value); }}>
        {options.map((option) => (
          <option key={option.value} value={option.value} data-testid={option.testId}>
            {option.word}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <Segments label={label} options={options} value={value} onChange={onChoose} />
    </div>
  );
}

/** On or off, and off at first. What it means stands under it. */
function TickField({ field, label, hint }: { field: FieldView; label: string; hint: string | undefined }) {
  const id = useId();
  return (
    <div className="tick">
      <input className="tick-box" id={id} type="checkbox" name={field.name} aria-describedby={hint === undefined ? undefined : `${id}-hint`} data-testid={testIds.formField(field.name)} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="field-hint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** A picture: chosen in the system's own dialog, shown before it goes, carried by a hidden input as base64. */
function PictureField({ field, label, hint, problem }: { field: FieldView; label: string; hint: string | undefined; problem: string | null }) {
  const { t } = useTranslation();
  const id = useId();
  const [picture, setPicture] = useState('');
  const [name, setName] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    setPicture('');
    const large = file !== undefined && field.at_most !== null && file.size > field.at_most;
    setTooLarge(large);
    setName(file?.name ?? '');
    if (!file || large) return;
    const reader = new FileReader();
    reader.onload = () => { if (typeof reader.result === 'string') setPicture(reader.result); };
    reader.readAsDataURL(file);
  };
  const refused = tooLarge ? t('form.tooLarge', { size: Math.floor((field.at_most ?? 0) / 1024 / 1024) }) : problem;
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <div className="form-picture">
        {picture !== '' && <img className="form-picture-shown" src={picture} alt={t('form.chosen', { label })} />}
        {/* The engine's own button speaks the system's language, not the one that was chosen here. */}
        <label className="button" data-look="outline" data-size="usual" htmlFor={id}>
          <span className="unseen">{label}: </span>
          {t('form.choose')}
        </label>
        <span className="small second form-picture-name">{name === '' ? t('form.noneChosen') : name}</span>
        <input className="unseen" id={id} type="file" accept="image/jpeg,image/png" aria-invalid={refused !== null} aria-describedby={`${id}-hint`} data-testid={testIds.formField(field.name)} onChange={choose} />
      </div>
      <input type="hidden" name={field.name} value={picture.slice(picture.indexOf(',') + 1)} />
      <p id={`${id}-hint`} className="field-hint" data-problem={refused !== null}>
        {refused ?? hint ?? t('form.pictures')}
      </p>
    </div>
  );
}
