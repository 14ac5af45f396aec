/** Customers, by name. Renaming one to another's name makes the two one, and that is asked for first. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { nameLang } from '../../facts/script';
import { Button, IconButton } from '../../parts/Button';
import { Dialog, DialogActions, Warning, WarningCancel } from '../../parts/Dialog';
import { Field } from '../../parts/Field';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { keys } from '../../state/queries';
import { testIds } from '../../testids';
import './Lists.css';

export function CustomersSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const customers = useQuery({ queryKey: keys.customers, queryFn: () => host.customers() });
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <Dialog open wide onClose={onClose} title={t('lists.customers.title')}>
      <div className="dialog-body">
        <p className="second">{customers.data?.length === 0 ? t('lists.customers.none') : t('lists.customers.lead')}</p>
        {customers.error && <ProblemLine problem={asProblem(customers.error)} />}
        <ul className="customers">
          {customers.data?.map((customer) => (
            <li key={customer.name} className="customer">
              {edited === customer.name ? <Edit customer={customer} onClose={() => { setEdited(null); }} /> : <Shown customer={customer} onEdit={() => { setEdited(customer.name); }} />}
            </li>
          ))}
        </ul>
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('act.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function Shown({ customer: { name, connections, awaited }, onEdit }: { customer: CustomerView; onEdit: () => void }) {
  const { t } = useTranslation();
  const counts = [t('lists.customers.connections', { count: connections }), awaited > 0 ? t('lists.customers.awaited', { count: awaited }) : null];
  return (
    <>
      <span className="customer-name cut" title={name} lang={nameLang(name)}>{name}</span>
      <span className="small second">{counts.filter(Boolean).join(' · ')}</span>
      <IconButton icon="pencil" name={t('lists.customers.rename', { name })} data-testid={testIds.customerRename(name)} onClick={onEdit} />
    </>
  );
}

function Edit({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const client = useQueryClient();
  const say = useToast();
  const field = useRef<HTMLInputElement>(null);
  const save = useMutation({
    mutationFn: ({ name, merge }: { name: string; merge: boolean }) => host.renameCustomer(customer.name, name, merge),
    onSuccess: (all, { name }) => {
      client.setQueryData(keys.customers, all);
      void client.invalidateQueries({ queryKey: keys.queue });
      say({ icon: 'check-circle', text: t('lists.customers.renamed', { name }) });
      onClose();
    },
  });
  const problem = save.error && asProblem(save.error);
  const taken = problem?.code === 'customer_exists';
  return (
    <form
      className="customer-edit"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ name: field.current?.value.trim() ?? '', merge: false });
      }}
    >
      <Field ref={field} autoFocus required label={t('lists.customers.name')} defaultValue={customer.name} maxLength={100} data-testid={testIds.customerName} />
      {problem && !taken && <ProblemLine problem={problem} />}
      <div className="customer-buttons">
        <Button size="row" onClick={onClose}>{t('act.cancel')}</Button>
        <Button type="submit" size="row" look="primary" disabled={save.isPending} data-testid={testIds.customerSave}>{t('act.save')}</Button>
      </div>
      {taken && (
        <Warning open onClose={() => { save.reset(); }} title={t('lists.customers.merge')} text={t('lists.customers.mergeText', { from: customer.name, to: save.variables?.name ?? '' })}>
          <DialogActions>
            <WarningCancel asChild>
              <Button>{t('act.cancel')}</Button>
            </WarningCancel>
            <Button look="danger" disabled={save.isPending} data-testid={testIds.customerMerge} onClick={() => { save.mutate({ name: save.variables?.name ?? '', merge: true }); }}>
              {t('lists.customers.mergeDo')}
            </Button>
          </DialogActions>
        </Warning>
      )}
    </form>
  );
}
