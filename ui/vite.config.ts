import { join } from 'node:path';
import { defineConfig } from 'vite';
import { panelPlugins, panelDefines } from './vite.shared.ts';

/** The panel as it is shipped: `ui/dist`, served by the bridge. No inline script or style, so that a strict policy holds. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: panelPlugins(),
  define: panelDefines,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: {
        panel: join(import.meta.dirname, 'index.html'),
        // For pages of any portal: one script whose name stays.
        'campus-meet': join(import.meta.dirname, '../plugin/portal/element.ts'),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === 'campus-meet' ? 'embed/[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
});
