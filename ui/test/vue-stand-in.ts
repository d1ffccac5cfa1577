import { registerHooks } from 'node:module';

/**
 * Lets Node load stores through front doors that also name components: each `.vue` is an empty component there.
 * Components themselves are tested in a browser (screens.test.ts).
 */
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.vue')) return nextLoad(url, context);
    return { format: 'module', source: 'export default {};', shortCircuit: true };
  },
});
