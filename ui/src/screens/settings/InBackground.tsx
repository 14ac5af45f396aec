/** What keeps links alive without a window: the tray, the start at login, the system's timer. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Started, UnattendedView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { Segments, Switch } from '../../parts/Choice';
import { ProblemLine } from '../../parts/Problem';
import { useHost } from '../../state/host';
import { usePreferences } from '../../state/preferences';
import { keys, useUnattended } from '../../state/queries';
import { testIds } from '../../testids';
import { Group, Line } from './Group';

export function InBackground() {
  const { t } = useTranslation();
  const host = useHost();
  const { settings, change } = usePreferences();
  const stands = useUnattended().data;
  const byItself = stands?.in_tray ? t('background.closingTray') : t('background.closingAsk');
  return (
    <Group title={t('background.title')}>
      <Line title={t('background.closing')} hint={t('background.closingHint')}>
        <Segments
          label={t('background.closing')}
          value={settings.closing}
          onChange={(closing) => { change({ closing }); }}
          options={[
            { value: 'ask', word: byItself, testId: testIds.closing('ask') },
            { value: 'keep', word: t('background.closingKeep'), testId: testIds.closing('keep') },
            { value: 'quit', word: t('background.closingQuit'), testId: testIds.closing('quit') },
          ]}
        />
      </Line>
      {stands?.possible && (
        <>
          <Start title={t('background.login')} hint={t('background.loginHint')} stands={stands.at_login} set={(on) => host.setAtLogin(on)} testId={testIds.atLogin} />
          <Start title={t('background.timer')} hint={t('background.timerHint')} stands={stands.timer} set={(on) => host.setTimer(on)} testId={testIds.timer} />
        </>
      )}
      <Line title={t('background.quit')} hint={t('background.quitHint')}>
        <Button data-testid={testIds.quit} onClick={() => { void host.quit(); }}>
          {t('background.quit')}
        </Button>
      </Line>
    </Group>
  );
}

/** One way of starting by itself, on or off. */
function Start({ title, hint, stands, set, testId }: { title: string; hint: string; stands: Started; set: (on: boolean) => Promise<UnattendedView>; testId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: set,
    onSuccess: (now) => { client.setQueryData(keys.unattended, now); },
    onError: () => client.invalidateQueries({ queryKey: keys.unattended }),
  });
  return (
    <Line title={title} hint={hint}>
      <Switch labelHidden label={title} checked={stands !== 'off'} testId={testId} onChange={(on) => { change.mutate(on); }} />
      {stands === 'broken' && <p className="small settings-broken">{t('background.broken')}</p>}
      {change.error && <ProblemLine problem={asProblem(change.error)} />}
    </Line>
  );
}
