/** Asks for what the first screen shows while the rest of the program is still being read. */
import { host } from '#host';
import type { Early } from './state/early';

const early: Early = { profile: host.profile(), settings: host.settings(), connections: host.connections(), sessions: host.sessions() };
// Whoever uses an answer hears of its failure; nobody may be there to.
for (const answer of [early.profile, early.settings, early.connections, early.sessions]) answer.catch(() => undefined);

void import('./main').then(({ start }) => { start(host, early); });
