import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { firstScreen } from './first-screen.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `--mode fake` builds the screens over sample data, for a look at them without the app.
export default defineConfig(({ mode }) => ({
  root: at('.'),
  base: './',
  plugins: [react(), firstScreen()],
  resolve: {
    alias: {
      '#host': at(mode === 'fake' ? './src/host/preview.ts' : './src/host/tauri.ts'),
      // Its only work is a <style> element that stops the page from scrolling. The page never scrolls, and the
      // content security policy allows no such element.
      'react-remove-scroll': at('./src/parts/no-scroll-lock.tsx'),
    },
  },
  build: {
    outDir: at(mode === 'fake' ? './dist-fake' : './dist'),
    emptyOutDir: true,
    // A font inside a style sheet would need data: in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 1000,
  },
  server: { host: '127.0.0.1', port: 4173, strictPort: true },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
    env: { TZ: 'Asia/Ho_Chi_Minh' },
    css: false,
    testTimeout: 20_000,
  },
}));
