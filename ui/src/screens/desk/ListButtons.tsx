/** What fills the desk from outside, and whose accounts stand on it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/Button';
import { testIds } from '../../testids';
import { CustomersSheet } from './CustomersSheet';
import { ImportSheet } from './ImportSheet';

export function ListButtons() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'import' | 'customers' | null>(null);
  const close = () => { setOpen(null); };
  return (
    <>
      <Button icon="file" data-testid={testIds.import} onClick={() => { setOpen('import'); }}>{t('lists.import.action')}</Button>
      <Button icon="people" data-testid={testIds.customers} onClick={() => { setOpen('customers'); }}>{t('lists.customers.action')}</Button>
      {open === 'import' && <ImportSheet onClose={close} />}
      {open === 'customers' && <CustomersSheet onClose={close} />}
    </>
  );
}
