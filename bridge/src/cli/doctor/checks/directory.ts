import { directoryInspection } from '../../../app/adapters.ts';
import type { Settings } from '../../../app/config.ts';
import { notConfigured, type Check } from '../result.ts';
import { resultsOf } from './findings.ts';

/** The LDAP directory, as `npm run campus -- directory` tries it. */
export const directoryCheck = (config: Settings): Check => ({
  name: 'directory',
  run: async () => {
    const inspect = directoryInspection(config);
    if (!inspect) return notConfigured('directory', 'LDAP_URL');
    return resultsOf('directory', (await inspect()).findings);
  },
});
