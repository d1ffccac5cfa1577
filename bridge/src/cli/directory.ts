import type { Inspection } from '../adapters/ldap/index.ts';

export const directoryUsage =
  'directory                                  try the directory: connect, read, show three people, say how to mend what is wrong';

const signs = { good: '✓', odd: '?', bad: '✗' };

/**
 * `npm run campus -- directory`
 * @param inspect tries the configured directory; null where none is configured
 * @returns exit code: 0 good, 1 something is wrong, 64 none is configured
 */
export async function directoryCommand(
  inspect: (() => Promise<Inspection>) | null,
  print: (line: string) => void,
): Promise<number> {
  if (!inspect) {
    print('No directory is configured: LDAP_URL is missing.');
    return 64;
  }
  const { findings, examples } = await inspect();
  for (const { is, says, advice } of findings) {
    print(`${signs[is]} ${says}`);
    if (advice !== undefined) print(`    → ${advice}`);
  }
  for (const { dn, fields, units } of examples) {
    print(`\n${dn}`);
    for (const { field, attribute, value } of fields) {
      print(`    ${field.padEnd(13)} ${attribute.padEnd(20)} ${value}`);
    }
    print(`    ${'units'.padEnd(13)} ${''.padEnd(20)} ${units.join('; ') || '(none)'}`);
  }
  return findings.some(({ is }) => is === 'bad') ? 1 : 0;
}
