/**
 * Builds what the first screen needs as one file, and lets the page name it. Left to itself the bundler makes a dozen
 * files of it, and the engine hears of them only when the first script runs.
 */
import type { HtmlTagDescriptor, Plugin } from 'vite';

/** What puts the screens together. Whatever it imports, short of what it asks for later, is needed at the start. */
const SCREENS = '/src/main.tsx';
const NAME = 'screens';

export function firstScreen(): Plugin {
  let needed = new Set<string>();
  const groups = [
    // What runs before and must not wait for the rest.
    { name: 'boot', tags: ['$initial' as const], priority: 1 },
    { name: NAME, test: (id: string) => needed.has(id) },
  ];
  return {
    name: 'first-screen',
    apply: 'build',
    config: () => ({ build: { rolldownOptions: { output: { codeSplitting: { groups } } } } }),
    buildEnd() {
      const screens = [...this.getModuleIds()].filter((id) => id.endsWith(SCREENS));
      needed = importedBy(screens, (id) => this.getModuleInfo(id)?.importedIds ?? []);
    },
    transformIndexHtml: {
      order: 'post',
      handler(_page, { bundle }) {
        return Object.values(bundle ?? {}).flatMap((file) => {
          if (file.type !== 'chunk' || file.name !== NAME) return [];
          const styles = [...(file.viteMetadata?.importedCss ?? [])];
          return [link('modulepreload', file.fileName), ...styles.map((style) => link('stylesheet', style))];
        });
      },
    },
  };
}

function link(rel: string, file: string): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, crossorigin: true, href: `./${file}` }, injectTo: 'head' };
}

function importedBy(first: string[], imports: (id: string) => readonly string[]): Set<string> {
  const found = new Set(first);
  // A set that grows while it is walked is walked to its new end.
  for (const id of found) for (const next of imports(id)) found.add(next);
  return found;
}
