/** The hours in which the desktop is told nothing. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Switch } from '../../parts/Choice';
import { usePreferences } from '../../state/preferences';
import { testIds } from '../../testids';
import { Line } from './Group';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** What is proposed first. */
const NIGHT = { from: '22:00', until: '07:00' };

export function QuietHours() {
  const { t } = useTranslation();
  const { settings, change } = usePreferences();
  const { quiet } = settings;
  const ends = ['from', 'until'] as const;
  return (
    <Line title={t('quiet.title')} hint={t('quiet.hint')}>
      <Switch labelHidden label={t('quiet.title')} checked={quiet !== null} testId={testIds.quiet} onChange={(on) => { change({ quiet: on ? NIGHT : null }); }} />
      {quiet !== null && ends.map((end) => <Time key={end} end={end} value={quiet[end]} onChange={(time) => { change({ quiet: { ...quiet, [end]: time } }); }} />)}
    </Line>
  );
}

/** A time of the day as text: the web view has no field of its own for it. What is no time is taken back when it is left. */
function Time({ end, value, onChange }: { end: 'from' | 'until'; value: string; onChange: (time: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  return (
    <label className="settings-time">
      <span className="small second">{t(`quiet.${end}`)}</span>
      <input
        className="input mono"
        size={5}
        maxLength={5}
        inputMode="numeric"
        placeholder="00:00"
        autoComplete="off"
        value={typed}
        aria-invalid={!TIME.test(typed)}
        data-testid={testIds.quietEnd(end)}
        onChange={({ target }) => {
          setTyped(target.value);
          if (TIME.test(target.value)) onChange(target.value);
        }}
        onBlur={() => { setTyped(value); }}
      />
    </label>
  );
}
