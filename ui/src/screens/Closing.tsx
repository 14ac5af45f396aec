/** The window is to be closed, and no tray would show that the program goes on: asked once. */
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/Button';
import { Dialog, DialogActions } from '../parts/Dialog';
import { testIds } from '../testids';

export function Closing({ onAnswer }: { onAnswer: (keep: boolean | null) => void }) {
  const { t } = useTranslation();
  const stay = () => { onAnswer(null); };
  return (
    <Dialog open onClose={stay} title={t('closing.title')}>
      <div className="dialog-body">
        <p>{t('closing.text')}</p>
        <p className="second">{t('closing.hint')}</p>
      </div>
      <DialogActions>
        <Button data-testid={testIds.closingQuit} onClick={() => { onAnswer(false); }}>
          {t('closing.quit')}
        </Button>
        <Button look="primary" data-testid={testIds.closingKeep} onClick={() => { onAnswer(true); }}>
          {t('closing.keep')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
