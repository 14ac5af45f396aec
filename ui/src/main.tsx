/** Starts the screens over the host that was chosen when they were built. */
import { host } from '#host';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { chosenLanguage, pageLanguage, startWords } from './words';
import './look/fonts.css';
import './look/tokens.css';
import './look/base.css';

const root = document.getElementById('root');
if (root) {
  document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const language = chosenLanguage(null, navigator.languages);
  document.documentElement.lang = pageLanguage(language);
  const { words, read } = startWords(language);
  void read.then(() => {
    createRoot(root).render(
      <StrictMode>
        <App host={host} words={words} />
      </StrictMode>,
    );
  });
}
