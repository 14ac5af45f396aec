/**
 * All that screens can ask for. What stands behind it is the shell (`tauri.ts`) or sample data (`fake.ts`).
 *
 * Every call rejects with a {@link Problem}, and with nothing else.
 */
import type {
  ActionAnswer,
  ActionRequest,
  ActionView,
  ConnectionDetail,
  ConnectionId,
  ConnectionView,
  CustomerView,
  DeskEvent,
  DoctorReport,
  EntryId,
  FieldValue,
  ImportReport,
  ImportRequest,
  LinkRequest,
  ListForm,
  PracticeView,
  Problem,
  ProfileView,
  ProviderId,
  ProviderView,
  QueueView,
  RegistrationView,
  RepairTicket,
  RepairView,
  RunNote,
  SaveRegistration,
  SessionId,
  SessionView,
  Settings,
  ShellEvent,
  TransactionRange,
  TransactionView,
  UnattendedView,
  UnlinkMode,
  UnlinkReport,
  VisitRequest,
} from './bindings';

export interface Host {
  profile(): Promise<ProfileView>;
  /** Leaves the profile that is open for the other one. */
  openProfile(practice: boolean): Promise<ProfileView>;
  /** Tries once more to open the store, after whatever stood in the way. */
  retryStore(): Promise<ProfileView>;
  /** Renames a store whose key is gone, and begins an empty one. */
  setStoreAside(): Promise<ProfileView>;

  providers(): Promise<ProviderView[]>;
  saveRegistration(request: SaveRegistration): Promise<RegistrationView>;
  testRegistration(provider: ProviderId, name: string): Promise<null>;
  removeRegistration(provider: ProviderId, name: string, confirmed: boolean): Promise<null>;

  connections(): Promise<ConnectionView[]>;
  connection(id: ConnectionId): Promise<ConnectionDetail>;
  transactions(id: ConnectionId, range: TransactionRange): Promise<TransactionView[]>;
  /** What its provider can do for it. */
  actions(id: ConnectionId): Promise<ActionView[]>;
  /** Does one of them. Its answer is kept nowhere else. Secrets cross here, inwards. */
  act(request: ActionRequest): Promise<ActionAnswer>;
  renew(id: ConnectionId): Promise<null>;
  sync(id: ConnectionId): Promise<null>;
  syncAll(): Promise<null>;
  rename(id: ConnectionId, label: string, customer: string | null): Promise<null>;
  unlink(id: ConnectionId, mode: UnlinkMode): Promise<UnlinkReport>;

  /** What needs a person. */
  queue(): Promise<QueueView>;
  beginRun(ids: EntryId[]): Promise<QueueView>;
  noteRun(id: EntryId, note: RunNote): Promise<QueueView>;
  endRun(): Promise<QueueView>;
  /** Says what a file brings and, if it shall be kept, lets its accounts wait on the desk. */
  importFile(request: ImportRequest): Promise<ImportReport>;
  /** Takes an account off the desk that waits to be linked. */
  removeAwaited(id: EntryId): Promise<QueueView>;
  customers(): Promise<CustomerView[]>;
  /** Everywhere. Another customer's name is taken only with `merge`. */
  renameCustomer(from: string, to: string, merge: boolean): Promise<CustomerView[]>;

  /** A repair ticket for an account of the desk. */
  makeTicket(id: EntryId): Promise<RepairTicket>;
  /** What the ticket means that was opened last, once. */
  ticket(): Promise<RepairView | null>;

  startLink(request: LinkRequest): Promise<SessionView>;
  /** Begins to open the provider's own page for a linked account. */
  visit(request: VisitRequest): Promise<SessionView>;
  sessions(): Promise<SessionView[]>;
  /** Sends the form that a session waits with. Secrets cross here, inwards. */
  submitForm(id: SessionId, fields: FieldValue[]): Promise<null>;
  /** Asks the provider for another code. */
  askAgain(id: SessionId): Promise<null>;
  cancelSession(id: SessionId): Promise<null>;
  confirmSession(id: SessionId): Promise<null>;
  addAsNew(id: SessionId): Promise<null>;
  checkNow(id: SessionId): Promise<null>;
  showWindow(id: SessionId): Promise<null>;
  /** The same session, its page now in the person's browser. */
  useBrowser(id: SessionId): Promise<SessionView>;
  pasteAddress(id: SessionId, address: string): Promise<null>;

  settings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<null>;
  /** What closing the window does from now on, which is done at once; `null`: nothing is closed. */
  answerClosing(keep: boolean | null): Promise<null>;
  /** Ends the program, whatever closing the window does. */
  quit(): Promise<null>;
  /** What keeps links alive without a window. */
  unattended(): Promise<UnattendedView>;
  setAtLogin(on: boolean): Promise<UnattendedView>;
  setTimer(on: boolean): Promise<UnattendedView>;
  erase(confirmation: string): Promise<null>;
  /** Writes the list without secrets, and gives the path of the file. */
  exportList(form: ListForm): Promise<string>;
  /** Looks at what links depend on; `offline` asks no host. */
  doctor(offline: boolean): Promise<DoctorReport>;
  /** The text of a support bundle, to be read before it is saved. */
  supportBundle(): Promise<string>;
  /** Saves the bundle that was shown last, and gives the path of the file. */
  saveSupportBundle(): Promise<string>;

  practice(): Promise<PracticeView>;
  practiceFault(provider: ProviderId, fault: string | null, untilOff: boolean): Promise<PracticeView>;
  /** Moves the practice clock forward; `null` puts it back to the true time. */
  practiceClock(advanceSeconds: number | null): Promise<PracticeView>;

  /** Calls `listener` with every event until the returned function is called. */
  listen(listener: (event: DeskEvent) => void): () => void;
  /** The same with what the shell asks of the screens. */
  listenToShell(listener: (event: ShellEvent) => void): () => void;
}

/** Whether something thrown is a problem that can be shown. */
export function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'reference' in thrown;
}

/** What was thrown as a problem, whatever it is. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  return {
    code: 'internal',
    message: thrown instanceof Error ? thrown.message : 'The screen got an answer it cannot read.',
    next: 'Start Linkdesk again.',
    subject: null,
    provider_code: null,
    provider_message: null,
    request_id: null,
    retry_at: null,
    reference: '',
  };
}
