/** What a browser has and jsdom does not. */
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, vi } from 'vitest';

afterEach(cleanup);

// The whole page as markup hides what was missed; its text does not.
configure({ getElementError: (message) => new Error(`${message ?? ''}\nThe page says: ${document.body.textContent}`), asyncUtilTimeout: 4_000 });

const query = (media: string): MediaQueryList =>
  ({ matches: false, media, addEventListener: () => undefined, removeEventListener: () => undefined }) as unknown as MediaQueryList;

class NoResize {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
}

Object.assign(globalThis, { matchMedia: query, ResizeObserver: NoResize });
Object.assign(Element.prototype, { scrollIntoView: () => undefined, hasPointerCapture: () => false });
// The lists draw what is in sight; in jsdom nothing has a size.
for (const [height, width] of [['offsetHeight', 'offsetWidth'], ['clientHeight', 'clientWidth']] as const) {
  Object.defineProperty(HTMLElement.prototype, height, { configurable: true, get: () => 800 });
  Object.defineProperty(HTMLElement.prototype, width, { configurable: true, get: () => 1000 });
}

// Screens that are read after the first one may still be on their way when the last test of a file is over.
afterAll(async () => {
  await vi.dynamicImportSettled();
});
