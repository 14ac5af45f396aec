/** Invented connections, providers and messages: for tests and for a look at the screens without the app. */
import type {
  AccountView,
  BalancePoint,
  ConnectionDetail,
  ConnectionView,
  EventKind,
  FieldKind,
  FieldView,
  PracticeView,
  ProviderId,
  ProviderView,
  RegistrationView,
  SharedItem,
  TimelineEntry,
  TransactionView,
  VisitView,
} from './bindings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** A connection of which nothing needs to be done; `over` changes what a test is about. */
export function sampleConnection(now: number, over: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    provider: 'bankhub',
    registration: 'default',
    environment: 'custom',
    label: 'Savings',
    customer: null,
    identity: { name: 'Sample Holder', masked: '•••• 9876' },
    grant: 'good',
    path: 'reachable',
    reason: null,
    ends_at: null,
    survives_until: null,
    survival: { kind: 'no_end_known' },
    next_action: 'none',
    retry_at: null,
    linked_at: iso(now - 40 * DAY),
    checked_at: iso(now - 12 * MINUTE),
    renewed_at: null,
    account_count: 1,
    balance: { amount: '182400000', currency: 'VND' },
    balance_at: iso(now - 52 * MINUTE),
    ...over,
  };
}

const id = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const company = (now: number, number: number, name: string, holder: string, over: Partial<ConnectionView> = {}) => {
  const end = iso(now + 23.5 * HOUR);
  return sampleConnection(now, {
    id: id(number),
    provider: 'flowaccount',
    label: name,
    identity: { name: holder, masked: `N••••00${number}0` },
    survival: { kind: 'until', at: end },
    survives_until: end,
    renewed_at: iso(now - 32 * MINUTE),
    balance: null,
    balance_at: null,
    ...over,
  });
};

export function sampleConnections(now: number): ConnectionView[] {
  const lapsed = iso(now - 31 * HOUR);
  const soon = iso(now + 4.6 * HOUR);
  return [
    company(now, 4, 'Example Noodle Shop', 'Sample Kitchen Co.', {
      grant: 'needs_person',
      reason: 'refresh_token_lapsed',
      next_action: 'reconnect',
      survival: { kind: 'ended', at: lapsed },
      survives_until: null,
      ends_at: lapsed,
      checked_at: iso(now - 55 * HOUR),
      renewed_at: iso(now - 55 * HOUR),
      customer: 'Sample Kitchen',
    }),
    sampleConnection(now, {
      id: id(2),
      label: 'Household bills',
      identity: { name: 'Sample Holder', masked: '•••• 1234' },
      grant: 'needs_person',
      reason: 'bank_password_changed',
      next_action: 'reconnect',
      survival: { kind: 'ended', at: null },
      ends_at: iso(now - 11 * HOUR),
      balance: { amount: '4310000', currency: 'VND' },
      balance_at: iso(now - 11.3 * HOUR),
    }),
    company(now, 6, 'Example Bakery', 'Sample Bakery Ltd.', {
      grant: 'ending',
      next_action: 'renew',
      survival: { kind: 'until', at: soon },
      survives_until: soon,
      renewed_at: iso(now - 19.4 * HOUR),
      customer: 'Khách Mẫu 107',
    }),
    company(now, 3, 'Sample Studio', 'Sample Studio Ltd.'),
    company(now, 7, 'ร้านตัวอย่าง', 'บริษัท ตัวอย่าง จำกัด', {
      path: 'throttled',
      next_action: 'wait',
      retry_at: iso(now + 8 * MINUTE),
      survival: { kind: 'until', at: iso(now + 20 * HOUR) },
    }),
    sampleConnection(now, {
      id: id(1),
      path: 'provider_trouble',
      next_action: 'wait',
      retry_at: iso(now + 8 * MINUTE),
      account_count: 3,
    }),
    sampleConnection(now, {
      id: id(5),
      label: 'Trading sample with a name that somebody made much longer than anyone would expect',
      identity: { name: 'Sample Household', masked: '•••• 5521' },
      balance: { amount: '2048.16', currency: 'USD' },
      balance_at: iso(now - 5 * MINUTE),
      customer: 'Khách Mẫu 107',
    }),
    sampleConnection(now, {
      id: id(8),
      label: 'Lương đặc biệt',
      identity: { name: 'Người Mẫu', masked: '•••• 0310' },
      balance: null,
      balance_at: null,
      grant: 'good',
      survival: { kind: 'unknown' },
    }),
  ];
}

const share = (shared: string, asked = true, optional = false): SharedItem => ({ id: shared, asked, optional });

export const field = (name: string, kind: FieldKind): FieldView => ({ name, kind, required: true, secret: kind === 'password' || kind === 'otp', choices: [], at_most: null, only_if: null, scripts_only: false });

const TICK: FieldView = { ...field('keep_password', 'tick'), required: false };

/** A field that is asked when the choice above it names it. */
const asked = (name: 'email' | 'phone'): FieldView => ({ ...field(name, name), only_if: ['login_type', [name]] });

export const SHARES: Record<ProviderId, SharedItem[]> = {
  bankhub: [share('identity'), share('balance'), share('transaction', true, true), share('move_money', false)],
  flowaccount: [share('company'), share('documents'), share('move_money', false)],
  baokim: [share('profile'), share('move_money', false)],
  headline: [share('customer'), share('move_money', false)],
  its: [share('shop'), share('calls_and_messages'), share('move_money', false)],
};

const RETURNS_TO = 'http://127.0.0.1:4110/callback';

/** The one registration of a provider, if it has any. */
function only(registered: boolean, provider: ProviderId, facts: Pick<RegistrationView, 'endpoints' | 'hosts'> & Partial<RegistrationView>): RegistrationView[] {
  if (!registered) return [];
  const usual = { secrets_set: ['secret'], reach: 'one_user', connections: 4, client: [['id', 'sample-client'], ['redirect_uri', RETURNS_TO]] } satisfies Partial<RegistrationView>;
  return [{ provider, name: 'default', environment: 'custom', routes: ['window', 'browser'], opens_page: true, ...usual, ...facts }];
}

/** The pages of their own that linked accounts can open. */
const PAGES: Record<ProviderId, VisitView[]> = {
  bankhub: [],
  flowaccount: [],
  its: [],
  baokim: [
    { page: 'signed_in', seconds: 600, signs_in: true, leads_back: true, in_window: true },
    { page: 'sign_out', seconds: 600, signs_in: false, leads_back: true, in_window: false },
  ],
  headline: [{ page: 'trading', seconds: 300, signs_in: true, leads_back: false, in_window: true }],
};

export function sampleProviders(registered: boolean, practice: boolean): ProviderView[] {
  const port = (number: number) => `http://127.0.0.1:${4100 + number}`;
  return [
    {
      id: 'bankhub',
      name: 'bankHub',
      shares: SHARES.bankhub,
      forms: [],
      page_seconds: 1800,
      survives_seconds: null,
      renews: false,
      pages: PAGES.bankhub,
      can_revoke: true,
      client_fields: ['id', 'secret', 'redirect_uri', 'scopes'],
      endpoint_fields: ['link', 'api'],
      preferred_route: 'window',
      registrations: only(registered, 'bankhub', {
        endpoints: practice
          ? [['link', port(1)], ['api', port(2)]]
          : [['link', 'https://link.bankhub.example'], ['api', 'https://api.bankhub.example']],
        hosts: [practice ? '127.0.0.1:4102' : 'api.bankhub.example'],
      }),
    },
    {
      id: 'flowaccount',
      name: 'FlowAccount',
      shares: SHARES.flowaccount,
      forms: [],
      page_seconds: 600,
      survives_seconds: 86_400,
      renews: true,
      pages: PAGES.flowaccount,
      can_revoke: false,
      client_fields: ['id', 'secret', 'redirect_uri', 'scopes', 'issuer'],
      endpoint_fields: ['authorize', 'token', 'api'],
      preferred_route: 'window',
      registrations: only(registered, 'flowaccount', {
        endpoints: practice
          ? [['authorize', `${port(3)}/connect/authorize`], ['token', `${port(3)}/token`], ['api', `${port(3)}/test`]]
          : [
              ['authorize', 'https://auth.flowaccount.example/connect/authorize'],
              ['token', 'https://openapi.flowaccount.example/token'],
              ['api', 'https://openapi.flowaccount.example/test'],
            ],
        hosts: [practice ? '127.0.0.1:4103' : 'openapi.flowaccount.example'],
      }),
    },
    {
      id: 'its',
      name: 'ITS',
      shares: SHARES.its,
      forms: [],
      page_seconds: 900,
      survives_seconds: null,
      renews: false,
      pages: PAGES.its,
      can_revoke: false,
      client_fields: ['api_key', 'redirect_uri'],
      endpoint_fields: ['base'],
      preferred_route: 'window',
      registrations: only(registered, 'its', {
        endpoints: [['base', practice ? `${port(4)}/v1/partner` : 'https://api.its.example/v1/partner']],
        client: [['redirect_uri', RETURNS_TO]],
        secrets_set: ['api_key'],
        hosts: [practice ? '127.0.0.1:4104' : 'api.its.example'],
        reach: 'every_customer',
        connections: 0,
      }),
    },
    {
      id: 'baokim',
      name: 'Bảo Kim',
      shares: SHARES.baokim,
      forms: [['login', [field('username', 'text'), field('password', 'password')]]],
      page_seconds: 600,
      survives_seconds: null,
      renews: true,
      pages: PAGES.baokim,
      can_revoke: true,
      client_fields: ['api_key', 'api_secret', 'client_id', 'client_secret', 'callback_secret', 'redirect_uri', 'sso_callback'],
      endpoint_fields: ['api', 'sso'],
      preferred_route: 'window',
      registrations: only(registered, 'baokim', {
        endpoints: [['api', practice ? `${port(5)}/auth` : 'https://api.baokim.example/auth'], ['sso', practice ? port(5) : 'https://sso.baokim.example']],
        hosts: [practice ? '127.0.0.1:4105' : 'api.baokim.example'],
        opens_page: false,
        connections: 0,
      }),
    },
    {
      id: 'headline',
      name: 'Headline',
      shares: SHARES.headline,
      forms: [
        ['customer_way', [{ ...field('way', 'choice'), choices: ['sign_in', 'register'] }]],
        ['login', [{ ...field('login_type', 'choice'), choices: ['email', 'phone'] }, asked('email'), asked('phone'), field('password', 'password'), TICK]],
        ['login_code', [field('otp', 'otp')]],
        ['register', [{ ...field('login_type', 'choice'), choices: ['phone', 'email'] }, asked('phone'), asked('email'), { ...field('country', 'text'), at_most: 2 }, field('password', 'password'), field('password_again', 'password'), TICK]],
      ],
      page_seconds: 600,
      survives_seconds: null,
      renews: true,
      pages: PAGES.headline,
      can_revoke: false,
      client_fields: ['app_id', 'app_secret', 'company_id', 'customer_group_id', 'register_source', 'trade_types', 'locale', 'third_app_type', 'redirect_uri'],
      endpoint_fields: ['client', 'manager', 'ui'],
      preferred_route: 'window',
      registrations: only(registered, 'headline', {
        endpoints: practice
          ? [['client', `${port(6)}/api`], ['manager', `${port(6)}/openapi-b`], ['ui', port(6)]]
          : [['client', 'https://web.headline.example/api'], ['manager', 'https://web.headline.example/openapi-b'], ['ui', 'https://www.headline.example']],
        client: [['app_id', 'sample-app'], ['company_id', '900']],
        secrets_set: ['app_secret'],
        hosts: [practice ? '127.0.0.1:4106' : 'web.headline.example'],
        reach: 'every_customer',
        opens_page: false,
        connections: 0,
      }),
    },
  ];
}

function balances(now: number, account: string): BalancePoint[] {
  const levels = [118, 116, 116, 122, 122, 120, 119.4, 134.2, 134.2, 131.8, 131.2, null, null, null, 128.6, 128.6, 127, 139.8, 139.8, 138, 138, 137, 151.6, 151.6, 149.87];
  return levels.flatMap((level, day) => {
    if (level === null) return [];
    const balance = { amount: String(Math.round(level * 1_000_000)), currency: 'VND' };
    return [{ account_id: account, at: iso(now - (25 - day) * DAY - HOUR), balance }];
  });
}

function timeline(now: number): TimelineEntry[] {
  const line = (ago: number, kind: EventKind, over: Partial<TimelineEntry> = {}): TimelineEntry => ({
    id: `event-${ago}`,
    at: iso(now - ago),
    kind,
    detail: null,
    provider_code: null,
    request_id: null,
    reference: null,
    times: 1,
    since: null,
    ...over,
  });
  return [
    line(22 * MINUTE, 'sync_failed', { provider_code: '503', request_id: 'smp_0000000000A7', reference: 'LD-0041-2290' }),
    line(52 * MINUTE, 'synced', { detail: '4' }),
    line(2.1 * HOUR, 'renewed'),
    line(11 * DAY, 'reconnected'),
    line(13 * DAY, 'needs_person', { detail: 'bank_password_changed', request_id: 'smp_0000000000A2' }),
    line(20 * DAY, 'renamed', { detail: 'Savings' }),
    line(40 * DAY, 'linked'),
  ];
}

export function sampleDetail(now: number, connection: ConnectionView): ConnectionDetail {
  const account = (number: string, name: string, masked: string, amount: string, currency: string): AccountView => ({
    id: number,
    name,
    masked,
    institution: 'Sample Bank',
    balance: { amount, currency },
    balance_at: connection.balance_at ?? connection.linked_at,
  });
  const bank = connection.provider === 'bankhub';
  return {
    connection,
    accounts: bank
      ? [
          account('a1', 'Sample savings', '•••• 9876', '149870000', 'VND'),
          account('a2', 'Everyday', '•••• 9901', '32530000', 'VND'),
          account('a3', 'Foreign currency', '•••• 9955', '1204.50', 'USD'),
        ]
      : [{ id: 'c1', name: connection.identity.name, masked: connection.identity.masked, institution: null, balance: null, balance_at: null }],
    balances: bank ? balances(now, 'a1') : [],
    timeline: timeline(now),
    shares: SHARES[connection.provider],
    can_revoke: bank,
    keeps_password: false,
    pages: PAGES[connection.provider],
  };
}

const TEXTS = ['Sample grocery', 'Transfer from Sample Holder', 'Card payment, Example Café', 'Salary, Practice Company', 'Điện nước tháng 11', 'ค่าบริการตัวอย่าง'];

export function sampleTransactions(now: number, count: number): TransactionView[] {
  return Array.from({ length: count }, (_, number) => {
    const at = now - number * 7.3 * HOUR;
    const amount = number % 4 === 3 ? 12_500_000 + number * 1000 : -(45_000 + number * 12_345);
    return {
      reference: `FT${String(2_600_000 + number)}`,
      account_id: number % 3 === 0 ? 'a2' : 'a1',
      date: iso(at).slice(0, 10),
      at: iso(at),
      amount: { amount: String(amount), currency: 'VND' },
      running_balance: String(149_870_000 - number * 123_000),
      description: TEXTS[number % TEXTS.length] ?? '',
    };
  });
}

const FAULTS = ['rotate_then_drop', 'reuse_revokes_family', 'invalid_grant_once', 'slow_approval', 'wrong_account', 'bank_password_changed', 'too_many_requests', 'too_many_requests_bare', 'server_error', 'outage', 'html_instead_of_json', 'truncated_body', 'empty_body', 'huge_body', 'slow_body', 'skewed_date', 'redirect_token_endpoint'];
const ONLY: Record<string, ProviderId> = { reuse_revokes_family: 'flowaccount', invalid_grant_once: 'flowaccount', bank_password_changed: 'bankhub' };

export function samplePractice(now: number, offset: number): PracticeView {
  const faults = (provider: ProviderId) => FAULTS.map((fault) => ({ id: fault, applies: (ONLY[fault] ?? provider) === provider }));
  return {
    now: iso(now + offset * 1000),
    offset_seconds: offset,
    providers: (['bankhub', 'flowaccount', 'its'] as const).map((provider) => ({
      id: provider,
      fault: provider === 'flowaccount' ? 'rotate_then_drop' : null,
      until_off: false,
      faults: faults(provider),
    })),
    messages: [],
    ports: [4101, 4102, 4103],
  };
}
