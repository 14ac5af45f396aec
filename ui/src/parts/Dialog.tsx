/** A sheet over the page: labelled, focus kept inside, Esc closes. */
import { AlertDialog, Dialog as Plain } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button';
import './Dialog.css';

interface Sheet {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  wide?: boolean;
}

/** For filling something in. */
export function Dialog({ open, onClose, title, children, wide = false }: Sheet) {
  const { t } = useTranslation();
  return (
    <Plain.Root open={open} onOpenChange={(next) => { if (!next) onClose(); }}>
      <Plain.Portal>
        <Plain.Overlay className="overlay" />
        <Plain.Content className="dialog" data-wide={wide} aria-describedby={undefined}>
          <header className="dialog-head">
            <Plain.Title className="dialog-title">{title}</Plain.Title>
            <Plain.Close asChild>
              <IconButton icon="cross" name={t('act.close')} />
            </Plain.Close>
          </header>
          {children}
        </Plain.Content>
      </Plain.Portal>
    </Plain.Root>
  );
}

/** For what cannot be undone: the first focus is on leaving it. */
export function Warning({ open, onClose, title, text, children }: Omit<Sheet, 'wide'> & { text: ReactNode }) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => { if (!next) onClose(); }}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content className="dialog">
          <header className="dialog-head">
            <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          </header>
          <AlertDialog.Description asChild>
            <div className="dialog-text">{text}</div>
          </AlertDialog.Description>
          {children}
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** The buttons at the foot of a sheet. `WarningCancel` is the way out of a {@link Warning}. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <footer className="dialog-actions">{children}</footer>;
}

export const WarningCancel = AlertDialog.Cancel;
