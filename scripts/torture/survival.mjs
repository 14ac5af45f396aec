// The page about closed lids: docs/survival.md, with its picture.

const curves = [
  { keeper: 'Desk', access_life: 3600, name: 'Linkdesk, access tokens of one hour', stroke: '#0a5b6a', dash: '' },
  { keeper: 'Desk', access_life: 86400, name: 'Linkdesk, access tokens of one day', stroke: '#0a5b6a', dash: '7 4' },
  { keeper: 'PlainTimer', access_life: 3600, name: 'a timer, access tokens of one hour', stroke: '#855000', dash: '' },
  { keeper: 'PlainTimer', access_life: 86400, name: 'a timer, access tokens of one day', stroke: '#a62f1f', dash: '' },
];

const share = ({ lived, runs }) => `${((100 * lived) / runs).toFixed(lived === 0 || lived === runs ? 0 : 1)} %`;

const pointsOf = (lines, { keeper, access_life }) =>
  lines.filter((line) => line.keeper === keeper && line.access_life === access_life).toSorted((a, b) => a.hours - b.hours);

/** The page, from the lines that the test printed. */
export function page(lines) {
  const hours = [...new Set(lines.map((line) => line.hours))].sort((a, b) => a - b);
  const rows = curves.map((curve) => `| ${curve.name} | ${pointsOf(lines, curve).map(share).join(' | ')} |`);
  return `# A closed lid

Written by \`npm run torture\`; the short form of it runs in \`npm test\`. ${lines[0].runs} runs for each number: a link is kept alive
for up to nine hours, then the lid is closed for so many hours, then the computer wakes. The clocks of the practice
provider and of the desk are moved together; the provider's refresh token lives for a day from its last use and is
replaced at each, as FlowAccount's guide says, and the provider ends the grant when one is used twice. The share of runs
that the link lived through:

| kept alive by | ${hours.map((count) => `${count} h`).join(' | ')} |
| --- | ${hours.map(() => '--:').join(' | ')} |
${rows.join('\n')}

![The share of links that live, by how long the lid was closed](survival.svg)

The timer renews when the access token is over, as most programs do. How long FlowAccount's access tokens live is not
published; with tokens of a day such a timer renews when the refresh token is about to end, so that a night is enough.
Linkdesk renews every hour and a half while the computer is awake, whatever the access token says. Beyond a day nothing on
this computer can help: the person is asked to sign in again, once.

Not shown here: real sleep. The clocks are moved, the process is not suspended.
`;
}

const [WIDTH, HEIGHT, LEFT, TOP] = [640, 300, 56, 24];
const x = (hours) => LEFT + (hours / 26) * (WIDTH - LEFT - 24);
const y = (part) => TOP + (1 - part) * (HEIGHT - TOP - 96);

/** The picture. */
export function picture(lines) {
  const text = (at, down, words, extra = '') => `<text x="${at}" y="${down}" ${extra}>${words}</text>`;
  const grid = [0, 0.5, 1].map((part) => `<path d="M${LEFT} ${y(part)}H${WIDTH - 24}" stroke="#dfe4e1"/>${text(LEFT - 8, y(part) + 4, `${100 * part} %`, 'text-anchor="end"')}`);
  const ticks = [...new Set(lines.map((line) => line.hours))].map((hours) => text(x(hours), y(0) + 18, `${hours} h`, 'text-anchor="middle"'));
  // Lines that lie on each other are set apart by a hair.
  const drawn = curves.map((curve, index) => {
    const path = pointsOf(lines, curve).map(({ hours, lived, runs }, place) => `${place === 0 ? 'M' : 'L'}${x(hours).toFixed(1)} ${(y(lived / runs) + 3 * index - 4).toFixed(1)}`);
    const row = y(0) + 40 + 16 * (index % 2);
    const at = LEFT + (index < 2 ? 0 : 290);
    const look = `fill="none" stroke="${curve.stroke}" stroke-width="2" stroke-dasharray="${curve.dash}"`;
    return `<path d="${path.join('')}" ${look}/><path d="M${at} ${row - 4}h28" ${look}/>${text(at + 36, row, curve.name)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#45524f">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
${[...grid, ...ticks, ...drawn].join('\n')}
</svg>
`;
}
