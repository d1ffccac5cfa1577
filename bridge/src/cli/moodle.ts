import type { SiteInspection } from './moodle-inspection.ts';

export const moodleUsage = `moodle [SOURCE]                            try Moodle's web services: each function, what is missing and where to
                                           allow it, three people field by field; SOURCE: one of several Moodles`;

const signs = { good: '✓', odd: '?', bad: '✗' };

/**
 * `npm run campus -- moodle [SOURCE]`
 * @param inspect tries the configured Moodles, or the one that is named
 * @returns exit code: 0 good, 1 something is wrong, 64 none is configured, or none of that name
 */
export async function moodleCommand(
  inspect: (source?: string) => Promise<SiteInspection[]>,
  [source]: readonly string[],
  print: (line: string) => void,
): Promise<number> {
  const sites = await inspect(source);
  if (sites.length === 0) {
    print(
      source === undefined
        ? 'No Moodle is configured: MOODLE_URL and MOODLE_TOKEN, or MOODLE_SITES.'
        : `No Moodle is called ${source}.`,
    );
    return 64;
  }
  for (const site of sites) printSite(site, print);
  return sites.some(({ findings }) => findings.some(({ is }) => is === 'bad')) ? 1 : 0;
}

function printSite(site: SiteInspection, print: (line: string) => void): void {
  print(`${site.source}: ${site.wwwroot}`);
  for (const { is, says, advice } of site.findings) {
    print(`${signs[is]} ${says}`);
    if (advice !== undefined) print(`    → ${advice}`);
  }
  for (const { title, fields } of site.examples) {
    print(`\n${title}`);
    for (const { field, attribute, given, taken } of fields) {
      const read = taken === given || taken === '' ? given : `${given}  taken as ${taken}`;
      print(`    ${field.padEnd(13)} ${attribute.padEnd(18)} ${read}`);
    }
  }
  print('');
}
