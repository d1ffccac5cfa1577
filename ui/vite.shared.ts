import vue from '@vitejs/plugin-vue';
import type { PluginOption } from 'vite';

/** What the panel never asks of zod: its sentences (failures are worded by codes), and JSON Schema (the bridge's). */
const unusedOfZod =
  /zod\/v4\/(?:locales\/en|core\/(?:to-json-schema|json-schema-processors))\.js$/u;

/** Puts functions that do nothing in the place of those: they would be a twentieth of the first load. */
const lessOfZod = (): PluginOption => ({
  name: 'less-of-zod',
  transform: {
    filter: { id: unusedOfZod },
    handler: (code) => {
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gmu)].map(
        ([, name]) => name,
      );
      const nothing = names.map((name) => `export const ${name} = () => undefined;`);
      return [...nothing, 'export default () => ({ localeError: () => undefined });'].join('\n');
    },
  },
});

/** What product and scenes build with alike. */
export const panelPlugins = (): PluginOption[] => [vue(), lessOfZod()];

/** Compile-time switches: no devtools, no legacy API, no message compiler (ui/src/kernel/messages.ts). */
export const panelDefines = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_I18N_FULL_INSTALL__: 'false',
  __VUE_I18N_LEGACY_API__: 'false',
  __INTLIFY_PROD_DEVTOOLS__: 'false',
  __INTLIFY_JIT_COMPILATION__: 'true',
  __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
};
