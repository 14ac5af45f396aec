/** The shell behind the screens. The only file that speaks to it. */
import { invoke } from '@tauri-apps/api/core';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import type { DeskEvent, ShellEvent } from './bindings';
import { asProblem, type Host } from './host';

async function call<T>(command: string, given: Record<string, unknown> = {}): Promise<T> {
  try {
    return await invoke<T>(command, given);
  } catch (thrown) {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a problem is what every screen expects
    throw asProblem(thrown);
  }
}

export const host: Host = {
  profile: () => call('profile'),
  openProfile: (practice) => call('open_profile', { practice }),
  retryStore: () => call('retry_store'),
  setStoreAside: () => call('set_store_aside'),

  providers: () => call('providers'),
  saveRegistration: (request) => call('save_registration', { request }),
  testRegistration: (provider, name) => call('test_registration', { provider, name }),
  removeRegistration: (provider, name, confirmed) => call('remove_registration', { provider, name, confirmed }),

  connections: () => call('connections'),
  connection: (id) => call('connection', { id }),
  transactions: (id, range) => call('transactions', { id, range }),
  actions: (id) => call('actions', { id }),
  act: (request) => call('act', { request }),
  renew: (id) => call('renew', { id }),
  sync: (id) => call('sync', { id }),
  syncAll: () => call('sync_all'),
  rename: (id, label, customer) => call('rename', { id, label, customer }),
  unlink: (id, mode) => call('unlink', { id, mode }),

  queue: () => call('queue'),
  beginRun: (ids) => call('begin_run', { ids }),
  noteRun: (id, note) => call('note_run', { id, note }),
  endRun: () => call('end_run'),
  importFile: (request) => call('import_file', { request }),
  removeAwaited: (id) => call('remove_awaited', { id }),
  customers: () => call('customers'),
  renameCustomer: (from, to, merge) => call('rename_customer', { from, to, merge }),
  makeTicket: (id) => call('make_ticket', { id }),
  ticket: () => call('ticket'),

  startLink: (request) => call('start_link', { request }),
  visit: (request) => call('visit', { request }),
  sessions: () => call('sessions'),
  submitForm: (id, fields) => call('submit_form', { id, fields }),
  askAgain: (id) => call('ask_again', { id }),
  cancelSession: (id) => call('cancel_session', { id }),
  confirmSession: (id) => call('confirm_session', { id }),
  addAsNew: (id) => call('add_as_new', { id }),
  checkNow: (id) => call('check_now', { id }),
  showWindow: (id) => call('show_window', { id }),
  useBrowser: (id) => call('use_browser', { id }),
  pasteAddress: (id, address) => call('paste_address', { id, address }),

  settings: () => call('settings'),
  saveSettings: (settings) => call('save_settings', { settings }),
  answerClosing: (keep) => call('answer_closing', { keep }),
  quit: () => call('quit'),
  unattended: () => call('unattended'),
  setAtLogin: (on) => call('set_at_login', { on }),
  setTimer: (on) => call('set_timer', { on }),
  erase: (confirmation) => call('erase', { confirmation }),
  exportList: (form) => call('export_list', { form }),
  doctor: (offline) => call('doctor', { offline }),
  supportBundle: () => call('support_bundle'),
  saveSupportBundle: () => call('save_support_bundle'),

  practice: () => call('practice'),
  practiceFault: (provider, fault, untilOff) => call('practice_fault', { provider, fault, until_off: untilOff }),
  practiceClock: (advanceSeconds) => call('practice_clock', { advance_seconds: advanceSeconds }),

  listen: (listener) => hear('desk', listener),
  listenToShell: (listener) => hear('shell', listener),
};

interface Events {
  desk: DeskEvent;
  shell: ShellEvent;
}

function hear<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
  const ready = getCurrentWebview().listen<Events[Name]>(name, (event) => {
    listener(event.payload);
  });
  return () => {
    void ready.then((stop) => {
      stop();
    });
  };
}
