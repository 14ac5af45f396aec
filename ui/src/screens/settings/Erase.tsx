/** Erasing everything, only after a word was typed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../host/host';
import { folded } from '../../facts/search';
import { Button } from '../../parts/Button';
import { Dialog, DialogActions } from '../../parts/Dialog';
import { Field } from '../../parts/Field';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { usePlace } from '../../state/place';
import { testIds } from '../../testids';

/** What the host expects, whatever language the word was typed in. */
const CONFIRMATION = 'erase';

export function Erase({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const client = useQueryClient();
  const say = useToast();
  const { go } = usePlace();
  const [typed, setTyped] = useState('');
  const word = t('settings.eraseWord');
  const fits = folded(typed) === folded(word);
  const erase = useMutation({
    mutationFn: () => host.erase(CONFIRMATION),
    onSuccess: async () => {
      onClose();
      say({ icon: 'check-circle', text: t('settings.erased') });
      go({ screen: 'accounts' });
      await client.resetQueries();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('settings.eraseTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (fits) erase.mutate();
        }}
      >
        <div className="dialog-body">
          <p className="second">{t('settings.eraseHint')}</p>
          <p>
            <b>{t('settings.eraseText')}</b>
          </p>
          <Field label={t('settings.eraseType', { word })} value={typed} data-testid={testIds.eraseWord} onChange={(event) => { setTyped(event.target.value); }} />
          {erase.error && <ProblemLine problem={asProblem(erase.error)} />}
        </div>
        <DialogActions>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" look="danger" disabled={!fits || erase.isPending} data-testid={testIds.eraseConfirm}>
            {t('settings.eraseYes')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
