import { directoryInspection } from '../../../app/adapters.ts';
import type { Settings } from '../../../app/config.ts';
import { notConfigured, type Check } from '../verdict.ts';
import { verdictsOf } from './findings.ts';

/** The LDAP directory, as `npm run campus -- directory` tries it. */
export const directoryCheck = (config: Settings): Check => ({
  name: 'directory',
  run: async () => {
    const inspect = directoryInspection(config);
    if (!inspect) return notConfigured('directory', 'LDAP_URL');
    return verdictsOf('directory', (await inspect()).findings);
  },
});
