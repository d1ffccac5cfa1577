import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { panelPlugins, panelDefines } from './vite.shared.ts';

/** Files that are asked for by name; all others carry their content's hash. */
const fixedNames: Record<string, string> = {
  'campus-meet': 'embed/[name].js',
  notifications: '[name].js',
};

/** Bytes from which on a file is worth a compressed copy. */
const large = 100_000;

/** Puts a compressed copy beside large files, which the bridge then sends: what a background needs is a third of it. */
const compressed = (): Plugin => ({
  name: 'compressed',
  writeBundle({ dir = '' }, bundle) {
    for (const file of Object.values(bundle)) {
      const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
      if (content.length < large) continue;
      writeFileSync(join(dir, `${file.fileName}.gz`), gzipSync(content, { level: 9 }));
    }
  },
});

/** The panel as it is shipped: `ui/dist`, served by the bridge. No inline script or style, so that a strict policy holds. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [panelPlugins(), compressed()],
  define: panelDefines,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Every file would carry the list of all that its lazy screens load, with names that cannot be compressed: four
      // kilobytes before anybody joins, to save one step of a screen that is opened later. Styles have no other way.
      resolveDependencies: (_, all, { hostType }) =>
        hostType === 'html' ? all : all.filter((file) => file.endsWith('.css')),
    },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: {
        panel: join(import.meta.dirname, 'index.html'),
        // For pages of any portal: one script whose name stays.
        'campus-meet': join(import.meta.dirname, '../plugin/portal/element.ts'),
        // The service worker: it must lie above all that it is for.
        notifications: join(import.meta.dirname, 'src/notifications-worker.ts'),
      },
      output: {
        entryFileNames: ({ name }) => fixedNames[name] ?? 'assets/[name]-[hash].js',
      },
    },
  },
});
