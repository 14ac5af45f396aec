/** A host over plain objects, for tests and previews. Linking goes its way by timers or by the test's hand. */
import type {
  AwaitedView,
  ConnectionView,
  FieldValue,
  LinkRequest,
  PracticeView,
  Problem,
  ProfileView,
  ProviderView,
  SessionView,
  Settings,
  ShellEvent,
  UnattendedView,
} from './bindings';
import { FakeDesk, sampleProblem } from './fake-desk';
import type { Host } from './host';
import { UNTIL_READ } from '../state/preferences';
import { sampleActions, sampleAnswer } from './sample-actions';
import { sampleReport } from './sample-doctor';
import { iso, sampleConnection, sampleConnections, sampleDetail, samplePractice, sampleProviders, sampleTransactions } from './sample';

export { sampleProblem };

export interface FakeStart {
  practice?: boolean;
  connections?: ConnectionView[];
  /** Accounts that wait to be linked. */
  awaited?: AwaitedView[];
  registered?: boolean;
  settings?: Partial<Settings>;
  problem?: Problem | null;
  keychainWaiting?: boolean;
  /** Milliseconds between the states of a session; `null`: a test moves it by `advance`. */
  pace?: number | null;
}

const done = () => Promise.resolve(null);

export class FakeHost extends FakeDesk implements Host {
  settingsNow: Settings;
  unattendedNow: UnattendedView = { possible: true, at_login: 'off', timer: 'broken', in_tray: false };
  private readonly shellListeners = new Set<(event: ShellEvent) => void>();
  private known: ProviderView[];
  private tries: SessionView[] = [];
  private current: ProfileView;
  private practiceNow: PracticeView;
  private readonly start: FakeStart;

  constructor(start: FakeStart = {}) {
    const { practice = false, connections = sampleConnections(Date.now()), registered = true } = start;
    super(connections, start.awaited ?? []);
    this.start = start;
    this.known = sampleProviders(registered || practice, practice);
    this.settingsNow = { ...UNTIL_READ, ...start.settings };
    this.current = {
      practice,
      version: '0.1.0',
      folder: '/home/sample/.local/share/linkdesk',
      problem: start.problem ?? null,
      keychain_waiting: start.keychainWaiting ?? false,
    };
    this.practiceNow = samplePractice(Date.now(), 0);
  }

  /** Asks the screens something, as the shell would. */
  ask(event: ShellEvent): void {
    for (const listener of this.shellListeners) listener(event);
  }

  /** Moves a session on, as the core would. */
  advance(id: string, change: Partial<SessionView>): void {
    this.tries = this.tries.map((session) => (session.id === id ? { ...session, entered_at: iso(Date.now()), ...change } : session));
    const session = this.tries.find((one) => one.id === id);
    if (session) this.emit({ kind: 'session', session });
  }

  ring(code: string): void {
    const message = { at: iso(Date.now()), provider: 'bankhub' as const, code, text: `Sample Bank: your code is ${code}` };
    this.practiceNow = { ...this.practiceNow, messages: [message, ...this.practiceNow.messages] };
  }

  profile = () => Promise.resolve(this.current);

  openProfile = (practice: boolean) => {
    this.note('openProfile', practice);
    this.current = { ...this.current, practice };
    this.known = sampleProviders(true, practice);
    this.list = [];
    return Promise.resolve(this.current);
  };

  retryStore = () => {
    this.note('retryStore');
    this.current = { ...this.current, problem: null };
    return Promise.resolve(this.current);
  };

  setStoreAside = () => {
    this.note('setStoreAside');
    this.list = [];
    return this.retryStore();
  };

  providers = () => Promise.resolve(this.known);

  saveRegistration: Host['saveRegistration'] = (request) => {
    this.note('saveRegistration', request);
    const registration = sampleProviders(true, this.current.practice).find(({ id }) => id === request.provider)?.registrations[0];
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- hosts reject with a problem
    if (!registration) return Promise.reject(sampleProblem('registration_invalid'));
    const saved = { ...registration, name: request.name, connections: 0 };
    this.known = this.known.map((provider) => {
      const others = provider.registrations.filter(({ name }) => name !== request.name);
      return provider.id === request.provider ? { ...provider, registrations: [...others, saved] } : provider;
    });
    return Promise.resolve(saved);
  };

  testRegistration: Host['testRegistration'] = (provider, name) => {
    this.note('testRegistration', provider, name);
    return done();
  };

  removeRegistration: Host['removeRegistration'] = (provider, name, confirmed) => {
    this.note('removeRegistration', provider, name, confirmed);
    this.known = this.known.map((one) =>
      one.id === provider ? { ...one, registrations: one.registrations.filter((registration) => registration.name !== name) } : one,
    );
    return done();
  };

  connections = () => Promise.resolve(this.list);

  connection: Host['connection'] = (id) => {
    const connection = this.list.find((one) => one.id === id);
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- hosts reject with a problem
    if (!connection) return Promise.reject(sampleProblem('unknown_id'));
    return Promise.resolve(sampleDetail(Date.now(), connection));
  };

  transactions: Host['transactions'] = (_id, range) => Promise.resolve(sampleTransactions(Date.now(), range.from ? 90 : 400));

  actions = () => Promise.resolve(sampleActions());

  act: Host['act'] = (request) => {
    this.note('act', request);
    return Promise.resolve(sampleAnswer(request.action, request.page ?? 1));
  };

  renew: Host['renew'] = (id) => {
    this.note('renew', id);
    return done();
  };

  sync: Host['sync'] = (id) => {
    this.note('sync', id);
    return done();
  };

  syncAll = () => {
    this.note('syncAll');
    return done();
  };

  rename: Host['rename'] = (id, label, customer) => {
    this.note('rename', id, label, customer);
    this.list = this.list.map((one) => (one.id === id ? { ...one, label, customer } : one));
    this.emit({ kind: 'connections', id });
    return done();
  };

  unlink: Host['unlink'] = (id, mode) => {
    this.note('unlink', id, mode);
    this.list = this.list.filter((one) => one.id !== id);
    return Promise.resolve({ revoked: mode === 'everywhere', forgotten: true, confirm: null, problem: null, pending: false });
  };

  startLink = (request: LinkRequest) => {
    this.note('startLink', request);
    const session = this.newSession(request);
    this.tries = [...this.tries, session];
    const { pace = 2500 } = this.start;
    if (pace !== null) this.play(session, pace);
    return Promise.resolve(session);
  };

  visit: Host['visit'] = ({ connection, page, route, language }) => {
    this.note('visit', { connection, page, route, language });
    const provider = this.list.find(({ id }) => id === connection)?.provider ?? 'headline';
    const session = { ...this.newSession({ provider, purpose: { kind: 'visit', connection }, route, registration: null, awaited: null }), page };
    this.tries = [...this.tries, session];
    this.emit({ kind: 'session', session });
    return Promise.resolve(session);
  };

  private newSession({ provider, purpose, route, registration, awaited }: Pick<LinkRequest, 'provider' | 'purpose' | 'route' | 'registration' | 'awaited'>): SessionView {
    const now = Date.now();
    const seconds = this.known.find(({ id }) => id === provider)?.page_seconds ?? 600;
    const existing = purpose.kind === 'link' ? undefined : this.list.find(({ id }) => id === purpose.connection);
    return {
      id: `session-${this.tries.length + 1}`,
      provider,
      registration: registration ?? 'default',
      purpose,
      page: null,
      route,
      state: 'opening',
      started_at: iso(now),
      expires_at: iso(now + seconds * 1000),
      entered_at: iso(now),
      origin: null,
      refused_host: null,
      expected: existing?.identity ?? this.waiting.find((one) => one.id === awaited)?.identity ?? null,
      awaited,
      identity: null,
      connection: existing?.id ?? null,
      already_linked: false,
      form: null,
      problem: null,
    };
  }

  private play({ id, provider, purpose }: SessionView, pace: number): void {
    const identity = { name: 'Sample Studio Ltd.', masked: 'N••••0310' };
    const origin = this.current.practice
      ? { domain: '127.0.0.1', host: '127.0.0.1', port: 4103, secure: false, loopback: true }
      : { domain: `${provider}.example`, host: `auth.${provider}.example`, port: null, secure: true, loopback: false };
    const added = sampleConnection(Date.now(), { id: '01900000-0000-7000-8000-000000000099', provider, label: identity.name, identity });
    const states: Partial<SessionView>[] = [
      { state: 'at_page' },
      { origin },
      { state: 'redeeming' },
      { state: 'identifying' },
      ...(provider === 'bankhub' ? [{ state: 'confirming' as const, identity }] : []),
    ];
    states.forEach((change, number) => setTimeout(() => { this.advance(id, change); }, pace * (number + 1)));
    if (provider === 'bankhub') return;
    setTimeout(() => {
      if (purpose.kind === 'link') this.list = [...this.list, added];
      this.advance(id, { state: 'linked', identity, connection: added.id });
    }, pace * (states.length + 1));
  }

  sessions = () => Promise.resolve(this.tries);

  submitForm = (id: string, fields: FieldValue[]) => {
    this.note('submitForm', id, fields);
    this.advance(id, { state: 'submitting', problem: null });
    return done();
  };

  askAgain = (id: string) => {
    this.note('askAgain', id);
    this.advance(id, { state: 'submitting', problem: null });
    return done();
  };

  cancelSession = (id: string) => {
    this.note('cancelSession', id);
    this.advance(id, { state: 'cancelled' });
    return done();
  };

  confirmSession = (id: string) => {
    this.note('confirmSession', id);
    const connection = sampleConnection(Date.now(), { id: '01900000-0000-7000-8000-000000000098' });
    this.list = [...this.list, connection];
    this.advance(id, { state: 'linked', connection: connection.id });
    return done();
  };

  addAsNew = (id: string) => {
    this.note('addAsNew', id);
    return this.confirmSession(id);
  };

  checkNow = (id: string) => {
    this.note('checkNow', id);
    return done();
  };

  showWindow = (id: string) => {
    this.note('showWindow', id);
    return done();
  };

  useBrowser: Host['useBrowser'] = (id) => {
    this.note('useBrowser', id);
    this.advance(id, { route: 'browser', origin: null });
    const session = this.tries.find((one) => one.id === id);
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- hosts reject with a problem
    return session ? Promise.resolve(session) : Promise.reject(sampleProblem('unknown_id'));
  };

  pasteAddress: Host['pasteAddress'] = (id) => {
    this.note('pasteAddress', id);
    return done();
  };

  settings = () => Promise.resolve(this.settingsNow);

  saveSettings: Host['saveSettings'] = (settings) => {
    this.settingsNow = settings;
    return done();
  };

  answerClosing: Host['answerClosing'] = (keep) => {
    this.note('answerClosing', keep);
    return done();
  };

  quit: Host['quit'] = () => {
    this.note('quit');
    return done();
  };

  unattended: Host['unattended'] = () => Promise.resolve(this.unattendedNow);

  setAtLogin: Host['setAtLogin'] = (on) => {
    this.unattendedNow = { ...this.unattendedNow, at_login: on ? 'on' : 'off' };
    return Promise.resolve(this.unattendedNow);
  };

  setTimer: Host['setTimer'] = (on) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- hosts reject with a problem
    if (on) return Promise.reject(sampleProblem('not_supported'));
    this.unattendedNow = { ...this.unattendedNow, timer: 'off' };
    return Promise.resolve(this.unattendedNow);
  };

  erase: Host['erase'] = (confirmation) => {
    this.note('erase', confirmation);
    this.list = [];
    return done();
  };

  exportList: Host['exportList'] = (form) => Promise.resolve(`/home/sample/Downloads/linkdesk-list.${form}`);

  doctor: Host['doctor'] = (offline) => Promise.resolve(sampleReport(Date.now(), this.current.practice, offline));

  supportBundle: Host['supportBundle'] = () =>
    Promise.resolve(JSON.stringify({ format: 'linkdesk-support-bundle', version: 1, doctor: sampleReport(Date.now(), this.current.practice, false), settings: null, connections: [] }, null, 2));

  saveSupportBundle = () => {
    this.note('saveSupportBundle');
    return Promise.resolve('/home/sample/Downloads/linkdesk-support.json');
  };

  practice = () => Promise.resolve({ ...this.practiceNow, now: iso(Date.now() + this.practiceNow.offset_seconds * 1000) });

  practiceFault: Host['practiceFault'] = (provider, fault, untilOff) => {
    this.note('practiceFault', provider, fault, untilOff);
    const providers = this.practiceNow.providers.map((one) => (one.id === provider ? { ...one, fault, until_off: untilOff } : one));
    this.practiceNow = { ...this.practiceNow, providers };
    return this.practice();
  };

  practiceClock: Host['practiceClock'] = (advance) => {
    this.note('practiceClock', advance);
    const offset = advance === null ? 0 : this.practiceNow.offset_seconds + advance;
    this.practiceNow = { ...this.practiceNow, offset_seconds: offset };
    return this.practice();
  };

  listen: Host['listen'] = (listener) => heard(this.listeners, listener);

  listenToShell: Host['listenToShell'] = (listener) => heard(this.shellListeners, listener);
}

function heard<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
