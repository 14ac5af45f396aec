/** What a file brings, line by line: what is wrong with it first. */
import { useTranslation } from 'react-i18next';
import type { ImportedLine, ImportReport } from '../../host/bindings';
import { nameLang } from '../../facts/script';
import { testIds } from '../../testids';

/** More are told by the figures alone. */
const SHOWN = 200;
const COLUMNS = ['line', 'customer', 'provider', 'account', 'outcome'] as const;

export function ImportLines({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const figures = (['new', 'waiting', 'linked', 'refused'] as const)
    .filter((kind) => kind === 'new' || report[kind] > 0)
    .map((kind) => t(`lists.import.figure.${kind}`, { count: report[kind] }));
  const wrongFirst = [...report.lines].sort((a, b) => Number(b.outcome.kind === 'refused') - Number(a.outcome.kind === 'refused'));
  const more = report.lines.length - SHOWN;
  return (
    <div data-testid={testIds.importLines}>
      <p role="status">
        <b>{t(`lists.import.kind.${report.kind}`)}</b> <span className="second">{figures.join(' · ')}</span>
      </p>
      <div className="list-lines" tabIndex={0} role="region" aria-label={t('lists.import.lines')}>
        <table>
          <thead>
            <tr>
              {COLUMNS.map((column) => <th key={column} scope="col">{t(`lists.import.column.${column}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {wrongFirst.slice(0, SHOWN).map((line) => <Line key={line.line} line={line} />)}
          </tbody>
        </table>
      </div>
      {more > 0 && <p className="small second">{t('lists.import.more', { count: more })}</p>}
    </div>
  );
}

function Line({ line: { line, customer, provider, label, identity, outcome } }: { line: ImportedLine }) {
  const { t } = useTranslation();
  const account = label ?? (identity && [identity.name, identity.masked].join(' '));
  const word = (() => {
    switch (outcome.kind) {
      case 'linked':
        return t('lists.import.outcome.linked', { label: outcome.label });
      case 'refused':
        return t(`lists.import.fault.${outcome.fault}`, { column: outcome.column });
      default:
        return t(`lists.import.outcome.${outcome.kind}`);
    }
  })();
  return (
    <tr data-outcome={outcome.kind}>
      <td>{line}</td>
      <td lang={nameLang(customer)}>{customer ?? '–'}</td>
      <td>{provider === null ? '–' : t(`provider.${provider}`)}</td>
      <td lang={nameLang(account)}>{account ?? '–'}</td>
      <td>{word}</td>
    </tr>
  );
}
