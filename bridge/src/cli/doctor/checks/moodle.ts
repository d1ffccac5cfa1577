import type { SiteInspection } from '../../moodle-inspection.ts';
import { notConfigured, type Check } from '../result.ts';
import { withoutDatabase } from '../context.ts';
import { resultsOf } from './findings.ts';

/**
 * Each Moodle, as `npm run campus -- moodle` tries it.
 * @param inspect answers null where the database, which knows the platforms, is not usable
 */
export const moodleCheck = (
  isConfigured: boolean,
  inspect: () => Promise<SiteInspection[] | null>,
): Check => ({
  name: 'moodle',
  run: async () => {
    if (!isConfigured)
      return notConfigured('moodle', 'MOODLE_URL and MOODLE_TOKEN, or MOODLE_SITES');
    const sites = await inspect();
    if (!sites) return withoutDatabase('moodle');
    return sites.flatMap(({ source, findings }) =>
      resultsOf('moodle', findings, sites.length > 1 ? `${source}: ` : ''),
    );
  },
});
