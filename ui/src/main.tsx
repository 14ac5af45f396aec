/** Starts the screens. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import type { Host } from './host/host';
import { newClient } from './state/client';
import { takeEarly, type Early } from './state/early';
import { chosenLanguage, pageLanguage, startWords } from './words';
import './look/fonts.css';
import './look/tokens.css';
import './look/base.css';

/** Where the shell begins when somebody wants to see what needs a person. */
const DESK = '#desk';

export function start(host: Host, early: Early): void {
  const root = document.getElementById('root');
  if (!root) return;
  document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const language = chosenLanguage(null, navigator.languages);
  document.documentElement.lang = pageLanguage(language);
  const { words, read } = startWords(language);
  const client = newClient();
  void Promise.all([read, takeEarly(client, early)]).then(() => {
    createRoot(root).render(
      <StrictMode>
        <App host={host} words={words} asked={client} {...(location.hash === DESK ? { start: { screen: 'desk' } } : {})} />
      </StrictMode>,
    );
  });
}
