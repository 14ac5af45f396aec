// docs/benchmarks.md, from what was measured.

import { cpus, release, totalmem } from 'node:os';

const aims = { token: 1.5, refresh: 1.5, start: 1.25, seconds: 90, memory: 40, processor: 0.5, wakes: 1 };

const row = (...cells) => `| ${cells.join(' | ')} |`;
const milliseconds = ({ median_ms, p90_ms }) => [median_ms.toFixed(2), p90_ms.toFixed(2)];
const verdict = (ratio, aim) => (ratio <= aim ? 'reached' : '**missed**');

/** The machine in words, without its name. */
function machine() {
  const all = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${all.length} × ${all[0]?.model.trim() || 'unknown processor'}, ${memory} GiB, Linux ${release().split('.').slice(0, 2).join('.')}`;
}

/**
 * @param {object} measured what the bench of the tests printed
 * @param {object} load the load average of a minute, before and after
 */
export function page({ token, refresh, start, many }, load) {
  return `# Benchmarks

Written by \`npm run bench\`. Release builds; medians of things that were measured in turns in one run, with a real
gnome-keyring, a real encrypted store and a practice provider on the same machine. The ratios are what counts: the times
are this machine's. On a machine that is busy with something else the disk answers unevenly, and the second ratio moves
by a quarter in either direction: read it together with the load.

- Machine: ${machine()}
- Load average (one minute): ${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after

| what | ratio | aim | |
| --- | --: | --: | --- |
${row('`linkdesk token` of a fresh token ÷ `secret-tool lookup`', token.ratio.toFixed(2), `≤ ${aims.token}`, verdict(token.ratio, aims.token))}
${row('our share of a renewal ÷ two bare commits', refresh.ratio.toFixed(2), `≤ ${aims.refresh}`, verdict(refresh.ratio, aims.refresh))}
${row('the app until it is painted ÷ a bare Tauri window', start.time_ratio.toFixed(2), `≤ ${aims.start}`, verdict(start.time_ratio, aims.start))}
${row('memory of the app then ÷ of a bare Tauri window', start.memory_ratio.toFixed(2), `≤ ${aims.start}`, verdict(start.memory_ratio, aims.start))}

| ${many.connections.toLocaleString('en')} connections due at once, ${many.latency_ms} ms to the provider | measured | aim | |
| --- | --: | --: | --- |
${row('until all are safe, s', many.alone.seconds.toFixed(0), `≤ ${aims.seconds}`, verdict(many.alone.seconds, aims.seconds))}
${row('requests for each', (many.requests / many.connections).toFixed(4), '1', many.requests === many.connections && many.alone.renewed === many.connections ? 'reached' : '**missed**')}
${row('peak memory of the process, MiB', many.peak_mib.toFixed(0), `≤ ${aims.memory}`, verdict(many.peak_mib, aims.memory))}
${row('processor time for each, ms', many.processor_ms.toFixed(2), `≤ ${aims.processor}`, verdict(many.processor_ms, aims.processor))}
${row(`wakings a minute afterwards, over ${many.alone.idle_seconds} s`, many.wakes_a_minute.toFixed(1), `≤ ${aims.wakes}`, verdict(many.wakes_a_minute, aims.wakes))}

| measured | median, ms | nine of ten within, ms | rounds |
| --- | --: | --: | --: |
${row('`/bin/true`', ...milliseconds(token.true), token.true.rounds)}
${row('`secret-tool lookup`', ...milliseconds(token.secret_tool), token.secret_tool.rounds)}
${row('`linkdesk token`', ...milliseconds(token.token), token.token.rounds)}
${row('a renewal by the desk, in the process', ...milliseconds(refresh.refresh), refresh.refresh.rounds)}
${row('the bare HTTP exchange', ...milliseconds(refresh.exchange), refresh.exchange.rounds)}
${row('two bare commits', ...milliseconds(refresh.two_commits), refresh.two_commits.rounds)}
${row('the app until it is painted', ...milliseconds(start.app.painted), start.app.painted.rounds)}
${row('a bare Tauri window until it is painted', ...milliseconds(start.bare.painted), start.bare.painted.rounds)}

**\`linkdesk token\`** is a new process that asks the keychain for the store's key, opens the encrypted store, unseals the
credential and prints the token; nothing is sent. \`secret-tool lookup\` is a new process that reads one entry of the same
keychain. \`/bin/true\` is what starting a process costs at least.

**Our share of a renewal** is the median renewal less the median bare exchange of a refresh token with the same practice
provider over a kept connection (${refresh.ours_ms.toFixed(2)} ms here). A renewal commits twice by design: that the token is about to be
sent, and the answer. A bare commit writes one small row by the same connection to the same file (SQLCipher, rollback
journal, \`synchronous=FULL\`).

**Very many at once**: a process that holds the core alone opens a store with connections written as linking writes them, all
past their time, and renews them by \`refresh --due\`'s own call with a provider that takes each token once. Its memory is the
most it ever held (\`VmHWM\`); its processor time is that of all its threads, HTTP and encryption included. Then it goes on
tending them with nothing due: whatever it does within a fifth of a second counts as one waking. Reading the whole list of
them takes ${many.alone.list_ms.toFixed(0)} ms; there are no pages of it yet.

**The start** is the time from starting the process until text stands on a virtual display, on a profile with one
connection, its keychain and its encrypted store; the bare window is a Tauri window with one line of text and no command.
Memory is the proportional set size of the program and its web processes four seconds later: ${start.app.memory_mib.toFixed(0)} MiB for the app,
${start.bare.memory_mib.toFixed(0)} MiB for the bare window.
`;
}
