// The page about kills: docs/kills.md.

const deeds = {
  Start: 'making the first store',
  'Link(Flowaccount)': 'linking a FlowAccount business',
  'LinkAgain(Flowaccount)': 'linking the same business again',
  'Link(Bankhub)': 'linking a bankHub account',
  Refresh: '`linkdesk refresh`',
  Token: '`linkdesk token` that has to renew first',
};

const outcomes = {
  as_before: 'as before',
  kept: 'kept',
  forgiven: 'lost, forgiven',
  known_dead: 'lost, known to be dead',
  not_linked: 'given, not kept',
};

const row = (...cells) => `| ${cells.join(' | ')} |`;

/** The counts of some kills by outcome, in the order of the columns. */
function sums(counted) {
  return Object.keys(outcomes).map((outcome) => counted.reduce((sum, counts) => sum + (counts[outcome] ?? 0), 0) || '');
}

/** The page, from the lines that the kills printed. */
export function page(lines) {
  const order = Object.keys(deeds);
  const stages = lines.toSorted((a, b) => order.indexOf(a.deed) - order.indexOf(b.deed) || a.server.localeCompare(b.server));
  const all = stages.flatMap(({ by_step }) => Object.values(by_step));
  const total = stages.reduce((sum, { kills }) => sum + kills, 0);
  const steps = [...new Set(stages.flatMap(({ by_step }) => Object.keys(by_step)))].sort();
  return `# Killed ${total} times

Written by \`npm run torture\`; the short form of it runs in \`npm test\`. The real \`linkdesk\` (debug profile) is killed
with SIGKILL, at practice providers in another process and with a real keychain: before each call that touches the disk,
the wire or the output (\`strace\` counts them for each thread; the wake-ups between threads are \`write\` too), and at
moments spread over its whole life. The kills are spread over the calls, not over time, so the shares below do not say
how often a real crash would meet which step. A kill ends the process, not the machine: what a power cut does to a disk
is not shown here.

After each kill a new process opens the store; then the test fails unless

- what was printed before death (a token, "Renewed", "Linked") is on disk;
- the grant works at the provider, or the provider ended it and the store says so, with the reason, and asks no more;
- a grant that lives is not believed dead; where the provider forgives a repeated token, none is lost at all;
- a connection in the list has a token that works; there is never a half one or a second one for the same account.

| doing | provider | calls | kills | ${Object.values(outcomes).join(' | ')} |
| --- | --- | --: | --: | ${Object.keys(outcomes).map(() => '--:').join(' | ')} |
${stages.map((one) => row(deeds[one.deed] ?? one.deed, one.server.toLowerCase(), one.calls, one.kills, ...sums(Object.values(one.by_step)))).join('\n')}
${row('**all**', '', '', `**${total}**`, ...sums(all))}

"Graceful" forgives the previous refresh token for a minute, "strict" ends the grant when one is used twice. "Calls" is
how many there are to die before. **As before**: nothing had been sent, or nothing came of it. **Kept**: the answer was on
disk. **Lost, forgiven**: the provider had answered, the answer was not on disk, and the same token worked once more.
**Lost, known to be dead**: the same at a strict provider, which nobody can repair; the person is asked to sign in again.
**Given, not kept**: the provider gave a grant that never reached the disk; nothing is listed, or the old grant stays and
works, and the person links again. The one that was not kept stays at the provider until it ends there by itself.

| killed | ${Object.values(outcomes).join(' | ')} |
| --- | ${Object.keys(outcomes).map(() => '--:').join(' | ')} |
${steps.map((step) => row(step.replace(/^before (.*)$/, 'before `$1`'), ...sums(stages.map(({ by_step }) => by_step[step] ?? {})))).join('\n')}
`;
}
