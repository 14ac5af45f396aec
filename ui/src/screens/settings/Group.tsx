/** How settings are laid out: groups of lines, words on one side and what to do on the other. */
import { useId, type ReactNode } from 'react';

export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="settings-group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="card">{children}</div>
    </section>
  );
}

export function Line({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <div className="settings-line">
      <div className="settings-words">
        <p className="settings-name">{title}</p>
        {hint !== undefined && <p className="small second">{hint}</p>}
      </div>
      <div className="settings-control">{children}</div>
    </div>
  );
}
