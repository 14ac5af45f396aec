/** Reading a registration from the form's own fields, and emptying those that hold a secret. */
import type { Environment, ProviderView } from '../../host/bindings';
import { registrationToml } from '../../facts/registration';

export const ENVIRONMENTS: readonly Environment[] = ['sandbox', 'production', 'custom'];

export function environmentOf(text: string): Environment {
  return ENVIRONMENTS.find((environment) => environment === text) ?? 'custom';
}

/** The registration as TOML. What is secret stands in no field afterwards. */
export function readRegistration(form: HTMLFormElement, provider: ProviderView, byFile: boolean): string {
  const data = new FormData(form);
  const text = (field: string) => {
    const value = data.get(field);
    return typeof value === 'string' ? value : '';
  };
  const fields = (names: readonly string[], prefix: string) => names.map((name) => [name, text(`${prefix}.${name}`)] as const);
  const toml = byFile
    ? text('file')
    : registrationToml({
        environment: environmentOf(text('environment')),
        endpoints: fields(provider.endpoint_fields, 'endpoint'),
        client: fields(provider.client_fields, 'client'),
      });
  for (const field of form.elements) {
    const secret = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === 'password');
    if (secret) field.value = '';
  }
  return toml;
}
