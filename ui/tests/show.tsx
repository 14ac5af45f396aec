/** Draws the app over the fake host. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../src/App';
import { FakeHost, type FakeStart } from '../src/host/fake';
import type { Place } from '../src/state/place';
import { startWords, type Language } from '../src/words';
import { th } from '../src/words/th';
import { vi } from '../src/words/vi';
import { zh } from '../src/words/zh';

export interface Show extends FakeStart {
  language?: Language;
  place?: Place;
}

export function show({ language = 'en', place, ...start }: Show = {}) {
  const host = new FakeHost({ pace: null, ...start, settings: { language, ...start.settings } });
  const drawn = render(<App host={host} words={startWords(language, { vi, th, zh }).words} {...(place ? { start: place } : {})} />);
  return { host, person: userEvent.setup({ delay: null }), ...drawn };
}

export const seen = (testId: string) => screen.findByTestId(testId);
