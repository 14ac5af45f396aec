/** The support bundle: read first, then saved as it was read. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { Dialog, DialogActions } from '../../parts/Dialog';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { testIds } from '../../testids';
import { Line } from './Group';

export function SupportBundle() {
  const { t } = useTranslation();
  const host = useHost();
  const say = useToast();
  const show = useMutation({ mutationFn: () => host.supportBundle() });
  const save = useMutation({
    mutationFn: () => host.saveSupportBundle(),
    onSuccess: (path) => {
      show.reset();
      say({ icon: 'file', text: t('doctor.bundleSaved', { path }), stays: true });
    },
  });
  return (
    <Line title={t('doctor.bundle')} hint={t('doctor.bundleHint')}>
      <Button icon="file" disabled={show.isPending} data-testid={testIds.bundleShow} onClick={() => { show.mutate(); }}>
        {t('doctor.bundleDo')}
      </Button>
      {show.error && <ProblemLine problem={asProblem(show.error)} />}
      {show.data !== undefined && (
        <Dialog open wide onClose={() => { show.reset(); }} title={t('doctor.bundleTitle')}>
          <div className="dialog-body">
            <p className="second">{t('doctor.bundleText')}</p>
            <textarea readOnly className="settings-bundle mono selectable" rows={18} aria-label={t('doctor.bundleTitle')} data-testid={testIds.bundleText} value={show.data} />
            {save.error && <ProblemLine problem={asProblem(save.error)} />}
          </div>
          <DialogActions>
            <Button onClick={() => { show.reset(); }}>{t('act.close')}</Button>
            <Button look="primary" disabled={save.isPending} data-testid={testIds.bundleSave} onClick={() => { save.mutate(); }}>
              {t('doctor.bundleSave')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </Line>
  );
}
