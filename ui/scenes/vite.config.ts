import { join } from 'node:path';
import { defineConfig } from 'vite';
import { panelDefines, panelPlugins } from '../vite.shared.ts';

/** The panel's screens on a scripted meeting and a scripted bridge: to look at and to test, never shipped. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: join(import.meta.dirname, '../public'),
  plugins: panelPlugins(),
  define: panelDefines,
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
});
