/** One of a few, side by side or below each other; and on or off. */
import { RadioGroup, Switch as RadixSwitch } from 'radix-ui';
import { useId } from 'react';
import { Icon, type IconName } from './Icon';
import './Choice.css';

export interface Option<Value extends string> {
  value: Value;
  word: string;
  icon?: IconName;
  testId?: string;
  disabled?: boolean;
}

/** Side by side, for two or three. */
export function Segments<Value extends string>({ label, options, value, onChange }: { label: string; options: readonly Option<Value>[]; value: Value; onChange: (value: Value) => void }) {
  return (
    <RadioGroup.Root className="segments" aria-label={label} orientation="horizontal" value={value} onValueChange={(next) => { onChange(next as Value); }}>
      {options.map((option) => (
        <RadioGroup.Item className="segment" key={option.value} value={option.value} disabled={option.disabled} data-testid={option.testId}>
          {option.icon && <Icon name={option.icon} />}
          {option.word}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

export function Switch({ label, hint, checked, onChange, testId, labelHidden = false }: { label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void; testId?: string; labelHidden?: boolean }) {
  const id = useId();
  return (
    <div className="switch-row">
      <RadixSwitch.Root className="switch" id={id} checked={checked} onCheckedChange={onChange} data-testid={testId} aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
        <RadixSwitch.Thumb className="switch-thumb" />
      </RadixSwitch.Root>
      <div>
        <label htmlFor={id} className={labelHidden ? 'unseen' : 'switch-label'}>
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="small quiet">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
