/** Which group of the list a connection stands in, and the figures above it. */
import type { ConnectionView, NextAction } from '../host/bindings';
import { endOf } from './survival';

export type Group = 'need' | 'soon' | 'calm';

export const GROUPS: readonly Group[] = ['need', 'soon', 'calm'];

export function groupOf(connection: Pick<ConnectionView, 'grant'>): Group {
  switch (connection.grant) {
    case 'needs_person':
    case 'gone':
      return 'need';
    case 'ending':
      return 'soon';
    case 'good':
    case 'removing':
      return 'calm';
  }
}

/** Whether only a person helps: at once, or before it ends. These stand on the reconnect desk. */
export function needsPerson(connection: Pick<ConnectionView, 'grant' | 'next_action'>): boolean {
  return groupOf(connection) === 'need' || (connection.grant === 'ending' && connection.next_action === 'reconnect');
}

export interface Figures {
  connected: number;
  need: number;
  /** The next end that comes by itself, `null` if none is known. */
  deadline: number | null;
}

export function figures(connections: readonly ConnectionView[]): Figures {
  const ends = connections
    .filter((connection) => groupOf(connection) !== 'need')
    .map(endOf)
    .filter((end) => end !== null);
  return {
    connected: connections.filter((connection) => groupOf(connection) !== 'need').length,
    need: connections.filter((connection) => groupOf(connection) === 'need').length,
    deadline: ends.length > 0 ? Math.min(...ends) : null,
  };
}

/** The one button of a row; `null`: a chevron that opens it. */
export type RowAction = 'reconnect' | 'renew' | 'open' | 'unlock';

export function rowAction(next: NextAction): RowAction | null {
  switch (next) {
    case 'reconnect':
      return 'reconnect';
    case 'renew':
      return 'renew';
    case 'act_at_provider':
      return 'open';
    case 'unlock_keychain':
      return 'unlock';
    case 'none':
    case 'wait':
      return null;
  }
}
