/** The band that says on every picture that nothing here is real, and the way out. */
import { useTranslation } from 'react-i18next';
import { weekdayDateClock } from '../../facts/time';
import { Icon } from '../../parts/Icon';
import { useNow } from '../../state/clock';
import { useOpenProfile } from '../../state/profile';
import { testIds } from '../../testids';
import './PracticeBand.css';

export function PracticeBand({ ready, panel, onPanel }: { ready: boolean; panel: boolean; onPanel: (open: boolean) => void }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const open = useOpenProfile();
  return (
    <div className="band" data-testid={testIds.practiceBand} role="region" aria-label={t('app.practice')}>
      <Icon name="flask" size={18} />
      <span className="band-word">{t('practice.word')}</span>
      <span className="band-text cut">{t('practice.text')}</span>
      {ready && (
        <>
          <span className="band-clock nowrap">{t('practice.clock', { at: weekdayDateClock(now, i18n.language) })}</span>
          <button type="button" className="band-button" aria-expanded={panel} data-testid={testIds.openPracticePanel} onClick={() => { onPanel(!panel); }}>
            <Icon name="dial" />
            <span>{t('practice.panel')}</span>
          </button>
        </>
      )}
      <button type="button" className="band-button" data-testid={testIds.leavePractice} onClick={() => { open.mutate(false); }}>
        {t('practice.leave')}
      </button>
    </div>
  );
}
