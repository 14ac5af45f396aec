/** A list of another computer, or a table of customers: chosen in the system's own dialog, shown, and kept after that. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { Dialog, DialogActions } from '../../parts/Dialog';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { keys } from '../../state/queries';
import { testIds } from '../../testids';
import { ImportLines } from './ImportLines';
import './Lists.css';

/** The core takes no larger one. */
const LARGEST_MB = 8;

export function ImportSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const client = useQueryClient();
  const say = useToast();
  const look = useMutation({ mutationFn: (file: string) => host.importFile({ file, keep: false }) });
  const keep = useMutation({
    mutationFn: (file: string) => host.importFile({ file, keep: true }),
    onSuccess: ({ new: count }) => {
      void client.invalidateQueries({ queryKey: keys.queue });
      say({ icon: 'check-circle', text: t('lists.import.done', { count }) });
      onClose();
    },
  });
  const file = look.variables;
  const report = look.data;
  const error = keep.error ?? look.error;
  return (
    <Dialog open wide onClose={onClose} title={t('lists.import.title')}>
      <div className="dialog-body">
        <p className="second">{t('lists.import.lead')}</p>
        <Choose onChosen={(chosen) => { keep.reset(); look.mutate(chosen); }} onDropped={() => { look.reset(); }} />
        {error && <ProblemLine problem={asProblem(error)} />}
        {report && <ImportLines report={report} />}
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('act.cancel')}</Button>
        {report && report.new > 0 && file !== undefined && (
          <Button look="primary" disabled={keep.isPending} data-testid={testIds.importKeep} onClick={() => { keep.mutate(file); }}>
            {t('lists.import.keep', { count: report.new })}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function Choose({ onChosen, onDropped }: { onChosen: (base64: string) => void; onDropped: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file again, after it was mended, is a choice as well.
    event.target.value = '';
    if (!file) return;
    const large = file.size > LARGEST_MB * 1024 * 1024;
    setTooLarge(large);
    setName(file.name);
    onDropped();
    if (large) return;
    const reader = new FileReader();
    reader.onload = () => { if (typeof reader.result === 'string') onChosen(reader.result.slice(reader.result.indexOf(',') + 1)); };
    reader.readAsDataURL(file);
  };
  return (
    <div className="field">
      <div className="list-file">
        {/* The engine's own button speaks the system's language, not the one that was chosen here. */}
        <label className="button" data-look="outline" data-size="usual" htmlFor={id}>
          {t('providers.form.choose')}
        </label>
        <span className="small second list-file-name">{name === '' ? t('lists.import.noneChosen') : name}</span>
        <input className="unseen" id={id} type="file" accept=".csv,.json,.txt,text/csv,application/json" aria-invalid={tooLarge} aria-describedby={`${id}-hint`} data-testid={testIds.importFile} onChange={choose} />
      </div>
      <p id={`${id}-hint`} className="field-hint" data-problem={tooLarge}>
        {tooLarge ? t('form.tooLarge', { size: LARGEST_MB }) : t('lists.import.hint')}
      </p>
    </div>
  );
}
