import vue from '@vitejs/plugin-vue';
import type { PluginOption } from 'vite';

/** What product and scenes build with alike. */
export const panelPlugins = (): PluginOption[] => [vue()];

/** Compile-time switches: no devtools, no legacy API; messages are compiled without eval. */
export const panelDefines = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_I18N_FULL_INSTALL__: 'false',
  __VUE_I18N_LEGACY_API__: 'false',
  __INTLIFY_PROD_DEVTOOLS__: 'false',
  __INTLIFY_JIT_COMPILATION__: 'true',
  __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
};
