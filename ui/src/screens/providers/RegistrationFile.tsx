/** The registration as the file that the command line takes: pasted or chosen. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/Button';
import { TextField } from '../../parts/Field';
import { testIds } from '../../testids';

export function RegistrationFile() {
  const { t } = useTranslation();
  const text = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file && text.current) text.current.value = await file.text();
    // The same file can be chosen again.
    if (chooser.current) chooser.current.value = '';
  };
  return (
    <div className="registration-file">
      <TextField ref={text} name="file" label={t('providers.form.file')} hint={t('providers.form.fileHint')} autoComplete="off" required data-testid={testIds.registrationFile} />
      <input ref={chooser} className="unseen" type="file" accept=".toml" tabIndex={-1} aria-hidden="true" onChange={(event) => take(event.target.files?.[0])} />
      <Button icon="file" onClick={() => chooser.current?.click()}>
        {t('providers.form.choose')}
      </Button>
    </div>
  );
}
