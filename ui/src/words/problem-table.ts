/** The one table from a problem's code to its icon, its colour, and what can be done about it. */
import type { ProblemCode } from '../host/bindings';
import type { IconName } from '../parts/Icon';

/** Slate for the path and the keychain, red for a person's turn, grey for what is ours or typed. */
export type Tone = 'path' | 'need' | 'off';

/** What the screens offer to do next. */
export type ProblemAction = 'retry' | 'reconnect' | 'open_providers' | 'unlock' | 'set_aside';

export interface ProblemLook {
  tone: Tone;
  icon: IconName;
  primary: ProblemAction | null;
  secondary: ProblemAction | null;
  /** Whether the sentence of the core says more than ours: it names the field, the host or the file. */
  saysMore: boolean;
}

const look = (
  tone: Tone,
  icon: IconName,
  primary: ProblemAction | null = 'retry',
  saysMore = false,
  secondary: ProblemAction | null = null,
): ProblemLook => ({ tone, icon, primary, secondary, saysMore });

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemLook>> = {
  unknown_id: look('off', 'question', null),
  ambiguous_id: look('off', 'question', null),
  invalid_input: look('off', 'pencil', null, true),
  registration_invalid: look('off', 'plug', null, true),
  registration_missing: look('off', 'plug', 'open_providers'),
  list_invalid: look('off', 'file', null, true),
  customer_exists: look('off', 'people', null, true),
  replace_needed: look('off', 'plug', null, true),
  in_use: look('off', 'plug', null, true),
  not_supported: look('off', 'question', null, true),
  needs_person: look('need', 'key', 'reconnect'),
  password_refused: look('need', 'key', 'reconnect'),
  denied: look('need', 'shield', 'retry'),
  cancelled: look('off', 'cross', 'retry'),
  wrong_account: look('need', 'people', 'retry'),
  not_confirmed: look('need', 'people', 'retry'),
  timed_out: look('off', 'hourglass', 'retry'),
  came_back_empty: look('need', 'question', 'retry'),
  registered: look('need', 'key', null, true),
  registration_refused: look('need', 'plug', 'open_providers', true),
  registration_changed: look('need', 'plug', 'reconnect'),
  action_at_provider: look('need', 'shield', null, true),
  callback_refused: look('need', 'shield', 'retry'),
  offline: look('path', 'offline'),
  network_sign_in: look('path', 'globe'),
  provider_trouble: look('path', 'cloud-off'),
  throttled: look('path', 'stopwatch'),
  unexpected_answer: look('path', 'cloud-off', 'retry', true),
  outcome_unknown: look('path', 'question'),
  tls_refused: look('path', 'lock-open'),
  port_busy: look('path', 'plug'),
  busy: look('path', 'hourglass'),
  keychain_missing: look('path', 'lock'),
  keychain_locked: look('path', 'lock', 'unlock'),
  keychain_slow: look('path', 'lock'),
  key_gone: look('path', 'key', 'retry', false, 'set_aside'),
  store_newer: look('off', 'file'),
  store_damaged: look('off', 'file', 'retry', false, 'set_aside'),
  disk_full: look('off', 'file'),
  store_read_only: look('off', 'file'),
  internal: look('off', 'wrench', 'retry', true),
};
