/** What the person calls it, and whose it is. */
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { Dialog, DialogActions } from '../../parts/Dialog';
import { Field } from '../../parts/Field';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { testIds } from '../../testids';

export function Rename({ connection, onClose }: { connection: ConnectionView; onClose: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const say = useToast();
  const label = useRef<HTMLInputElement>(null);
  const customer = useRef<HTMLInputElement>(null);
  const save = useMutation({
    mutationFn: (name: string) => {
      const whose = customer.current?.value.trim() ?? '';
      return host.rename(connection.id, name, whose === '' ? null : whose);
    },
    onSuccess: (_, name) => {
      say({ icon: 'check-circle', text: t('connection.rename.done', { label: name }) });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('connection.rename.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const name = label.current?.value.trim() ?? '';
          save.mutate(name === '' ? connection.label : name);
        }}
      >
        <div className="dialog-body">
          <Field ref={label} label={t('connection.rename.label')} defaultValue={connection.label} maxLength={100} data-testid={testIds.renameLabel} />
          <Field ref={customer} label={t('connection.rename.customer')} hint={t('connection.rename.customerHint')} defaultValue={connection.customer ?? ''} maxLength={100} data-testid={testIds.renameCustomer} />
          {save.error && <ProblemLine problem={asProblem(save.error)} />}
        </div>
        <DialogActions>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" look="primary" disabled={save.isPending} data-testid={testIds.renameSave}>
            {t('act.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
