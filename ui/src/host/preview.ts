/** Sample data for a look at the screens: `vite build ui --mode fake`, then choose by the address, `?empty&dark&language=vi`. */
import type { Problem } from './bindings';
import { FakeHost, sampleProblem } from './fake';
import type { Host } from './host';

const chosen = new URLSearchParams(location.search);
const problem = chosen.get('problem');
const practice = chosen.has('practice');

// As the shell does, so that whatever cannot live with it shows here.
Object.freeze(Object.prototype);

const fake = new FakeHost({
  practice,
  registered: !chosen.has('unregistered'),
  pace: Number(chosen.get('pace') ?? 2500),
  problem: problem === null ? null : sampleProblem(problem as Problem['code'], { subject: '/home/sample' }),
  keychainWaiting: chosen.has('waiting'),
  settings: {
    appearance: chosen.has('dark') ? 'dark' : 'light',
    language: chosen.get('language') ?? 'en',
    amounts_hidden: chosen.has('hidden'),
  },
  ...(chosen.has('empty') ? { connections: [] } : {}),
});
if (chosen.has('ring')) setTimeout(() => { fake.ring('000123'); }, 500);

export const host: Host = fake;
