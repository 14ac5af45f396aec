import { expect, it } from 'vitest';
import { registrationToml, tomlString } from '../src/facts/registration';

it('writes what was typed as the file that the command line takes', () => {
  const toml = registrationToml({
    environment: 'custom',
    endpoints: [['authorize', ' https://auth.example/connect '], ['token', 'https://api.example/token']],
    client: [['id', 'sample'], ['secret', 'p"a\\ss'], ['redirect_uri', 'http://127.0.0.1:4100/callback'], ['scopes', '  ']],
  });
  expect(toml).toBe(
    `environment = "custom"

[endpoints]
authorize = "https://auth.example/connect"
token = "https://api.example/token"

[client]
id = "sample"
secret = "p\\"a\\\\ss"
redirect_uri = "http://127.0.0.1:4100/callback"
`,
  );
});

it('leaves addresses out where the environment knows them', () => {
  const toml = registrationToml({ environment: 'sandbox', endpoints: [['api', 'https://left.example']], client: [['id', 'a']] });
  expect(toml).toBe('environment = "sandbox"\n\n[client]\nid = "a"\n');
});

it('lets nothing out of its quotes', () => {
  expect(tomlString('a"\nb\u0000\u007f')).toBe('"a\\"\\u000ab\\u0000\\u007f"');
});
