/** Writes what was typed into the registration form as the TOML that the core reads. */
import type { Environment } from '../host/bindings';

export interface RegistrationForm {
  environment: Environment;
  /** Name and address, in the provider's order; used only with the environment `custom`. */
  endpoints: readonly (readonly [string, string])[];
  /** Name and value, in the provider's order. An empty one is left out. */
  client: readonly (readonly [string, string])[];
}

/** Fields that are sealed and never shown again. All others may be read back. */
const SECRET_FIELDS = new Set(['secret', 'api_key', 'api_secret', 'client_secret', 'callback_secret', 'app_secret']);

export function isSecretField(name: string): boolean {
  return SECRET_FIELDS.has(name);
}

/** Fields that a registration can do without. */
const OPTIONAL_FIELDS = new Set(['scopes', 'issuer']);

export function isOptionalField(name: string): boolean {
  return OPTIONAL_FIELDS.has(name);
}

export function registrationToml(form: RegistrationForm): string {
  const lines = [`environment = ${tomlString(form.environment)}`];
  if (form.environment === 'custom') lines.push('', '[endpoints]', ...pairs(form.endpoints));
  lines.push('', '[client]', ...pairs(form.client));
  return lines.join('\n') + '\n';
}

function pairs(fields: readonly (readonly [string, string])[]): string[] {
  return fields
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} = ${tomlString(value)}`);
}

/** A basic string of TOML 1.0: quotes, backslashes and control characters escaped. */
export function tomlString(text: string): string {
  const body = text.replace(/[\\"\u0000-\u001f\u007f]/g, (character) => {
    if (character === '\\' || character === '"') return '\\' + character;
    return '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0');
  });
  return `"${body}"`;
}
