/** The fields that a provider's registration has, in its order. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Environment, ProviderView, RegistrationView } from '../../host/bindings';
import { isOptionalField, isSecretField } from '../../facts/registration';
import { Field, Select } from '../../parts/Field';
import { testIds } from '../../testids';
import { useFieldWords } from './field-words';
import { environmentOf, ENVIRONMENTS } from './typed';

export function RegistrationFields({ provider, registration }: { provider: ProviderView; registration: RegistrationView | null }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const [environment, setEnvironment] = useState<Environment>(registration?.environment ?? 'sandbox');
  const [api, setApi] = useState('');
  const known = (fields: readonly (readonly [string, string])[] | undefined, name: string) => fields?.find(([field]) => field === name)?.[1] ?? '';
  const host = URL.canParse(api) ? new URL(api).host : '';
  const hint = (name: string) => {
    if (isSecretField(name)) return environment === 'custom' && host !== '' ? t('providers.form.secretHint', { host }) : t('providers.form.secretHintKnown');
    if (name === 'redirect_uri') return t('providers.form.redirectHint');
    return isOptionalField(name) ? t('providers.form.optional') : undefined;
  };
  return (
    <>
      <Select
        name="environment"
        label={t('providers.environment')}
        value={environment}
        data-testid={testIds.registrationField('environment')}
        onChange={(event) => {
          setEnvironment(environmentOf(event.target.value));
        }}
      >
        {ENVIRONMENTS.map((name) => (
          <option key={name} value={name}>
            {t(`environment.${name}`)}
          </option>
        ))}
      </Select>
      {environment === 'custom' && (
        <fieldset className="fields">
          <legend>{t('providers.form.endpoints')}</legend>
          <p className="small quiet">{t('providers.form.endpointsHint')}</p>
          {provider.endpoint_fields.map((name) => (
            <Field
              key={name}
              name={`endpoint.${name}`}
              label={words.endpoint(name)}
              type="url"
              required
              defaultValue={known(registration?.endpoints, name)}
              placeholder="https://"
              data-testid={testIds.registrationField(`endpoint-${name}`)}
              onChange={(event) => {
                if (name === 'api' || name === 'token') setApi(event.target.value);
              }}
            />
          ))}
        </fieldset>
      )}
      <fieldset className="fields">
        <legend>{t('providers.form.client')}</legend>
        {provider.client_fields.map((name) => {
          const text = hint(name);
          return (
            <Field
              key={name}
              name={`client.${name}`}
              label={words.field(name)}
              type={isSecretField(name) ? 'password' : 'text'}
              required={!isOptionalField(name)}
              defaultValue={isSecretField(name) ? '' : known(registration?.client, name)}
              data-testid={testIds.registrationField(name)}
              {...(text === undefined ? {} : { hint: text })}
            />
          );
        })}
      </fieldset>
    </>
  );
}
