/** Language, appearance, what is shown; the list without secrets; practice; the end of everything. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appearance, ListForm, ProfileView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { Segments, Switch } from '../../parts/Choice';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { usePreferences } from '../../state/preferences';
import { useOpenProfile } from '../../state/profile';
import { testIds } from '../../testids';
import { LANGUAGES } from '../../words';
import { Diagnostics } from './Diagnostics';
import { Erase } from './Erase';
import { Group, Line } from './Group';
import { InBackground } from './InBackground';
import { QuietHours } from './QuietHours';
import { SupportBundle } from './SupportBundle';
import './SettingsScreen.css';

const SYSTEM = 'system';
const APPEARANCES: readonly Appearance[] = ['system', 'light', 'dark'];

export function SettingsScreen({ profile }: { profile: ProfileView }) {
  const { t } = useTranslation();
  const open = useOpenProfile();
  const [erasing, setErasing] = useState(false);
  return (
    <div className="screen settings">
      <h1>{t('settings.title')}</h1>
      <View />
      {!profile.practice && <InBackground />}
      <Group title={t('settings.practice')}>
        <Line title={profile.practice ? t('settings.practiceLeave') : t('settings.practiceEnter')} hint={t('settings.practiceHint')}>
          <Button look={profile.practice ? 'secondary' : 'practice'} icon="flask" data-testid={testIds.enterPractice} onClick={() => { open.mutate(!profile.practice); }}>
            {profile.practice ? t('settings.practiceLeave') : t('settings.practiceEnter')}
          </Button>
        </Line>
      </Group>
      <Group title={t('settings.data')}>
        <ExportList />
        <Line title={t('settings.folder')} hint={t('settings.folderHint')}>
          <span className="mono selectable settings-path">{profile.folder}</span>
        </Line>
        <Line title={t('settings.erase')} hint={profile.practice ? t('settings.erasePracticeHint') : t('settings.eraseHint')}>
          <Button look="danger" data-testid={testIds.erase} onClick={() => { setErasing(true); }}>
            {t('settings.eraseDo')}
          </Button>
        </Line>
      </Group>
      <Group title={t('doctor.title')}>
        <Diagnostics />
        <SupportBundle />
      </Group>
      <Group title={t('settings.about')}>
        <Line title={t('settings.version')}>
          <span className="selectable">{profile.version}</span>
        </Line>
      </Group>
      {erasing && <Erase onClose={() => { setErasing(false); }} />}
    </div>
  );
}

function View() {
  const { t } = useTranslation();
  const { settings, change } = usePreferences();
  return (
    <Group title={t('settings.view')}>
      <Line title={t('settings.language')}>
        <Segments
          label={t('settings.language')}
          value={settings.language ?? SYSTEM}
          onChange={(tag) => { change({ language: tag === SYSTEM ? null : tag }); }}
          options={[
            { value: SYSTEM, word: t('settings.languageSystem'), testId: testIds.language(SYSTEM) },
            ...LANGUAGES.map((tag) => ({ value: tag, word: t(`settings.languageName.${tag}`), testId: testIds.language(tag) })),
          ]}
        />
      </Line>
      <Line title={t('settings.appearance')}>
        <Segments
          label={t('settings.appearance')}
          value={settings.appearance}
          onChange={(appearance) => { change({ appearance }); }}
          options={APPEARANCES.map((value) => ({ value, word: t(`settings.appearanceName.${value}`), testId: testIds.appearance(value) }))}
        />
      </Line>
      <Line title={t('settings.amounts')} hint={t('settings.amountsHint')}>
        <Switch labelHidden label={t('settings.amounts')} checked={settings.amounts_hidden} onChange={(hidden) => { change({ amounts_hidden: hidden }); }} />
      </Line>
      <Line title={t('settings.keys')} hint={t('settings.keysHint')}>
        <Switch labelHidden label={t('settings.keys')} checked={settings.single_keys} onChange={(on) => { change({ single_keys: on }); }} />
      </Line>
      <Line title={t('settings.notices')} hint={t('settings.noticesHint')}>
        <Switch labelHidden label={t('settings.notices')} checked={settings.notices} onChange={(on) => { change({ notices: on }); }} />
      </Line>
      {settings.notices && <QuietHours />}
    </Group>
  );
}

function ExportList() {
  const { t } = useTranslation();
  const host = useHost();
  const say = useToast();
  const save = useMutation({
    mutationFn: (form: ListForm) => host.exportList(form),
    onSuccess: (path) => {
      say({ icon: 'file', text: t('settings.exported', { path }), stays: true });
    },
  });
  return (
    <Line title={t('settings.export')} hint={t('settings.exportHint')}>
      <div className="settings-pair">
        <Button icon="file" disabled={save.isPending} data-testid={testIds.exportList} onClick={() => { save.mutate('json'); }}>
          {t('settings.exportDo')}
        </Button>
        <Button icon="file" disabled={save.isPending} data-testid={testIds.exportTable} onClick={() => { save.mutate('csv'); }}>
          {t('settings.exportTable')}
        </Button>
      </div>
      {save.error && <ProblemLine problem={asProblem(save.error)} />}
    </Line>
  );
}
