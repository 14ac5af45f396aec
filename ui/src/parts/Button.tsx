/** Buttons: one primary for a page, one in the selected row; the others are quiet. */
import type { ComponentProps } from 'react';
import { Icon, type IconName } from './Icon';
import './Button.css';

export interface ButtonLook {
  look?: 'primary' | 'secondary' | 'outline' | 'quiet' | 'danger' | 'practice';
  size?: 'row' | 'usual' | 'flow';
  icon?: IconName;
  iconAfter?: IconName;
  /** Shown on the button: the key that does the same. */
  shortcut?: string;
}

export function Button({ look = 'secondary', size = 'usual', icon, iconAfter, shortcut, children, className, ...rest }: ButtonLook & ComponentProps<'button'>) {
  return (
    <button type="button" className={['button', className].filter(Boolean).join(' ')} data-look={look} data-size={size} {...rest}>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span className="button-word">{children}</span>}
      {iconAfter && <Icon name={iconAfter} />}
      {shortcut !== undefined && <kbd className="key">{shortcut}</kbd>}
    </button>
  );
}

/** A button that is an icon alone; its name is read out and shown as a tooltip. */
export function IconButton({ icon, name, className, ...rest }: { icon: IconName; name: string } & ComponentProps<'button'>) {
  return (
    <button type="button" className={['icon-button', className].filter(Boolean).join(' ')} aria-label={name} title={name} {...rest}>
      <Icon name={icon} size={18} />
    </button>
  );
}
