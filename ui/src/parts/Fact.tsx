/** What a provider answered: single facts, a list, a code for another device. Drawn from the answer alone. */
import { useTranslation } from 'react-i18next';
import type { ActionAnswer, CodeView, FactValue, TableView } from '../host/bindings';
import { bookingDay } from '../facts/time';
import { useNow } from '../state/clock';
import { useActionWords } from '../words/actions';
import { Money } from './Money';
import { Moment } from './Time';
import './Fact.css';

export function Answer({ answer }: { answer: ActionAnswer }) {
  const { t } = useTranslation();
  const words = useActionWords();
  const { facts, table, code } = answer;
  return (
    <>
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div className="fact" key={name}>
              <dt className="quiet">{words.fact(name)}</dt>
              <dd className="selectable">
                <Value name={name} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {code && <Code code={code} />}
      {table && <Table table={table} />}
      {facts.length === 0 && !table && !code && <p className="quiet">{t('action.done')}</p>}
    </>
  );
}

function Value({ name, value }: { name: string; value: FactValue }) {
  const { t, i18n } = useTranslation();
  const words = useActionWords();
  const now = useNow(60_000);
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'money':
      return <Money money={value.money} size="table" />;
    case 'day':
      return bookingDay(value.day, now, i18n.language);
    case 'instant':
      return <Moment at={value.at} withClock />;
    case 'truth':
      return value.yes ? t('action.yes') : t('action.no');
    case 'word':
      return words.word(name, value.word);
  }
}

function Table({ table: { columns, rows } }: { table: TableView }) {
  const { t } = useTranslation();
  const words = useActionWords();
  if (rows.length === 0) return <p className="quiet">{t('action.empty')}</p>;
  return (
    <div className="listing" role="region" aria-label={t('action.list')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {words.fact(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            // The rows have no name of their own, and never change their order.
            <tr key={number}>
              {columns.map((column, at) => {
                const value = row[at];
                return (
                  <td className="selectable" key={column} data-kind={value?.kind}>
                    {value ? <Value name={column} value={value} /> : <span className="quiet">–</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The light rim that a scanner needs around a code, in modules (ISO/IEC 18004). */
const QUIET = 4;

function Code({ code: { text, rows } }: { code: CodeView }) {
  const { t } = useTranslation();
  const side = rows.length + 2 * QUIET;
  const dark = rows.flatMap((row, y) => [...row.matchAll(/#/g)].map(({ index: x }) => `M${x + QUIET} ${y + QUIET}h1v1h-1z`));
  return (
    <figure className="code">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={t('action.code', { text })} shapeRendering="crispEdges">
        <rect width={side} height={side} className="code-light" />
        <path d={dark.join('')} className="code-dark" />
      </svg>
      <figcaption className="small mono selectable">{text}</figcaption>
    </figure>
  );
}
