/** Adding or replacing a registration, typed or as a file. A secret is read from the page at submit and emptied there. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderView, RegistrationView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Banner } from '../../parts/Banner';
import { Button } from '../../parts/Button';
import { Segments } from '../../parts/Choice';
import { Dialog, DialogActions } from '../../parts/Dialog';
import { Field } from '../../parts/Field';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { keys } from '../../state/queries';
import { testIds } from '../../testids';
import { RegistrationFields } from './RegistrationFields';
import { RegistrationFile } from './RegistrationFile';
import { readRegistration } from './typed';

const USUAL_NAME = 'default';

export function RegistrationForm({ provider, registration, onClose }: { provider: ProviderView; registration: RegistrationView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [byFile, setByFile] = useState(false);
  const [name, setName] = useState(registration?.name ?? USUAL_NAME);
  const replaced = provider.registrations.find((one) => one.name === name.trim());
  const save = useSave(provider, onClose);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    // The text of the form never becomes a state or a variable of the mutation: both would outlive the request.
    save.mutate({ read: () => (form.current ? readRegistration(form.current, provider, byFile) : ''), name: name.trim(), replace: replaced !== undefined });
  };
  const title = registration ? t('providers.form.replaceTitle', { name: registration.name, provider: provider.name }) : t('providers.form.addTitle', { provider: provider.name });
  return (
    <Dialog open wide onClose={onClose} title={title}>
      <form ref={form} onSubmit={submit} autoComplete="off">
        <div className="dialog-body">
          {!registration && (
            <Field label={t('providers.form.name')} hint={t('providers.form.nameHint')} value={name} maxLength={40} required data-testid={testIds.registrationField('name')} onChange={(event) => { setName(event.target.value); }} />
          )}
          {replaced && (
            <Banner tone="ending" icon="warning">
              {t('providers.form.replaceWarning', { name: replaced.name, count: replaced.connections })}
            </Banner>
          )}
          <Segments
            label={t('providers.form.way')}
            value={byFile ? 'file' : 'form'}
            onChange={(way) => {
              setByFile(way === 'file');
              save.reset();
            }}
            options={[
              { value: 'form', word: t('providers.form.byForm'), testId: testIds.registrationByForm },
              { value: 'file', word: t('providers.form.byFile'), testId: testIds.registrationByFile },
            ]}
          />
          {byFile ? <RegistrationFile /> : <RegistrationFields provider={provider} registration={registration} />}
          {save.error && (
            <>
              <ProblemLine problem={asProblem(save.error)} />
              <p className="small second">{t('providers.form.emptied')}</p>
            </>
          )}
        </div>
        <DialogActions>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" look="primary" disabled={save.isPending} data-testid={testIds.registrationSave}>
            {replaced ? t('providers.form.replaceYes') : t('providers.form.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function useSave(provider: ProviderView, onClose: () => void) {
  const { t } = useTranslation();
  const host = useHost();
  const client = useQueryClient();
  const say = useToast();
  return useMutation({
    mutationFn: ({ read, name, replace }: { read: () => string; name: string; replace: boolean }) => host.saveRegistration({ provider: provider.id, name, toml: read(), replace }),
    onSuccess: async ({ name }) => {
      say({ icon: 'check-circle', text: t('providers.saved', { name }) });
      onClose();
      await client.invalidateQueries({ queryKey: keys.providers });
    },
  });
}
