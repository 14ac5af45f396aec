/** Balances as steps: each holds until the next reading; missing days are a hatched gap with a word. */
import { useTranslation } from 'react-i18next';
import type { AccountView, BalancePoint } from '../../host/bindings';
import { balanceChart, gridLevels, type BalanceChart } from '../../facts/balance';
import { moneyText } from '../../facts/money';
import { dayAndMonth } from '../../facts/time';
import { Money } from '../../parts/Money';
import { useNow } from '../../state/clock';
import { usePreferences } from '../../state/preferences';
import './BalanceOverTime.css';

const DAYS = 30;
const [WIDTH, HEIGHT] = [620, 190];
const FRAME = { left: 4, right: 58, top: 14, bottom: 26 };

export function BalanceOverTime({ account, points }: { account: AccountView; points: readonly BalancePoint[] }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const { settings } = usePreferences();
  const chart = balanceChart(points, now, DAYS);
  const { balance } = account;
  if (!balance) return null;
  const label = settings.amounts_hidden || !chart ? t('money.hidden') : chartLabel();
  function chartLabel() {
    const first = points[0]?.balance ?? balance;
    return t('connection.balance.chart', { name: account.name, days: DAYS, from: first ? moneyText(first, i18n.language) : '', to: balance ? moneyText(balance, i18n.language) : '' });
  }
  return (
    <section className="card part">
      <header className="part-head">
        <h2>{t('connection.balance.title')}</h2>
        <span className="small quiet">{t('connection.balance.range', { masked: account.masked, days: DAYS })}</span>
      </header>
      <Money money={balance} size="big" />
      {chart && !settings.amounts_hidden && <Steps chart={chart} currency={balance.currency} label={label} />}
      {!chart && <p className="small quiet">{t('connection.balance.few')}</p>}
    </section>
  );
}

function Steps({ chart, currency, label }: { chart: BalanceChart; currency: string; label: string }) {
  const { t, i18n } = useTranslation();
  const room = (chart.high - chart.low || Math.abs(chart.high) || 1) * 0.12;
  const [low, high] = [chart.low - room, chart.high + room];
  const x = (at: number) => FRAME.left + ((at - chart.from) / (chart.to - chart.from)) * (WIDTH - FRAME.left - FRAME.right);
  const y = (level: number) => FRAME.top + (1 - (level - low) / (high - low)) * (HEIGHT - FRAME.top - FRAME.bottom);
  const levels = gridLevels(low, high);
  const unit = unitOf(levels);
  const bottom = HEIGHT - FRAME.bottom;
  const last = chart.steps.at(-1)?.at(-1);
  const middle = (chart.from + chart.to) / 2;
  return (
    <figure className="steps-figure">
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <defs>
          <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path className="chart-hatch" d="M0 0V7" />
          </pattern>
        </defs>
        {levels.map((level) => (
          <g key={level}>
            <path className="chart-grid" d={`M${FRAME.left} ${y(level)}H${WIDTH - FRAME.right}`} />
            <text className="chart-word" x={WIDTH - FRAME.right + 8} y={y(level) + 4}>
              {(level / unit).toLocaleString(i18n.language, { maximumFractionDigits: 2 })}
            </text>
          </g>
        ))}
        {chart.gaps.map(({ from, to }) => (
          <g key={from}>
            <rect className="chart-gap" x={x(from)} y={FRAME.top} width={x(to) - x(from)} height={bottom - FRAME.top} />
            {x(to) - x(from) > 60 && (
              <text className="chart-word" x={(x(from) + x(to)) / 2} y={FRAME.top + 12} textAnchor="middle">
                {t('connection.balance.gap')}
              </text>
            )}
          </g>
        ))}
        {chart.steps.map((run, number) => (
          <path className="chart-line" key={number} d={run.map(({ from, to, level }, i) => `${i === 0 ? 'M' : 'L'}${x(from)} ${y(level)}H${x(to)}`).join('')} />
        ))}
        {last && <circle className="chart-now" cx={x(last.to)} cy={y(last.level)} r="4" />}
        <path className="chart-axis" d={`M${FRAME.left} ${bottom}H${WIDTH - FRAME.right}`} />
        <text className="chart-word" x={FRAME.left} y={HEIGHT - 8}>
          {dayAndMonth(chart.from, i18n.language)}
        </text>
        <text className="chart-word" x={x(middle)} y={HEIGHT - 8} textAnchor="middle">
          {dayAndMonth(middle, i18n.language)}
        </text>
        <text className="chart-word" x={x(chart.to)} y={HEIGHT - 8} textAnchor="end">
          {t('connection.balance.today')}
        </text>
      </svg>
      <figcaption className="small quiet">{unit > 1 ? t(`connection.balance.unit.${unit}`, { currency }) : null}</figcaption>
    </figure>
  );
}

type Unit = 1 | 1000 | 1000000 | 1000000000;

/** The largest unit in which the levels stay at least one. */
function unitOf(levels: readonly number[]): Unit {
  const most = Math.max(...levels.map(Math.abs));
  const units: Unit[] = [1000000000, 1000000, 1000];
  return units.find((unit) => most >= unit * 10) ?? 1;
}
