/** A doctor's report for previews and tests. */
import type { Check, CheckCode, DoctorReport } from './bindings';
import { iso } from './sample';

const fine = (code: CheckCode, over: Partial<Check> = {}): Check => ({ code, outcome: 'ok', next: 'none', cause: null, provider: null, host: null, grant: null, number: null, ...over });

export function sampleReport(now: number, practice: boolean, offline: boolean): DoctorReport {
  return {
    at: iso(now),
    version: '0.1.0',
    system: 'linux',
    processor: 'x86_64',
    practice,
    offline,
    checks: [
      fine('data_folder'),
      fine('free_space', { number: 20_480 }),
      fine('locks', { number: 0 }),
      fine('set_aside', { number: 1, outcome: 'notice' }),
      fine('keychain'),
      fine('store', { number: 1 }),
      fine('registrations', { provider: 'bankhub', number: 1 }),
      fine('proxy'),
      fine('endpoint', { provider: 'bankhub', host: 'bankhub.practice.test', outcome: 'problem', cause: 'offline', next: 'check_network' }),
      fine('clock', { provider: 'headline', host: 'headline.practice.test', number: 7200, outcome: 'problem', next: 'set_clock' }),
      fine('interrupted_renewals', { number: 0 }),
      fine('connections', { grant: 'good', number: 3 }),
    ],
  };
}
