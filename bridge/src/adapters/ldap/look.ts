import type { CampusDirectory } from '../../features/applications/ports.ts';
import { displayName } from '../../kernel/names.ts';
import { withDirectory } from './directory.ts';
import { attributesOf, readPerson, valuesOf } from './entries.ts';
import { dnParts } from './names.ts';
import type { LdapSettings } from './settings.ts';

/** The unit that a part of a DN names: `ou=<name>`. */
const unitOfPart = (part: string): string[] => {
  const [, name] = /^ou=(.*)$/isu.exec(part) ?? [];
  return name === undefined ? [] : [name];
};

/**
 * Looks one campus number up, for somebody who applies. Nobody is found where the number is several people's.
 * Fails with directory/… as a sync does.
 */
export function createLdapLook(settings: LdapSettings): CampusDirectory {
  const { people } = settings;
  const { key, ...others } = attributesOf(people);
  const wanted = [key, 'cn', ...Object.values(others), people.suspended?.attribute];
  return {
    look: async (campusNumber) => {
      if (others.campusNumber === null) return null;
      const attribute = others.campusNumber;
      const where = people.where ?? [{ attribute: 'objectClass', value: 'inetOrgPerson' }];
      const short = { ...settings, maxEntries: 10, timeoutMs: 5_000, connectTimeoutMs: 2_000 };
      const [entry, ...more] = await withDirectory(short, (directory) =>
        directory.search({
          base: people.base,
          where: [...where, { attribute, value: campusNumber }],
          attributes: [...wanted, people.unitAttribute].filter((name) => typeof name === 'string'),
          binary: key.toLowerCase() === 'objectguid' ? [key] : [],
        }),
      );
      const facts = entry && more.length === 0 ? readPerson(entry, people, []) : null;
      if (!entry || !facts) return null;
      const named = people.unitAttribute ? valuesOf(entry, people.unitAttribute) : [];
      return {
        name: displayName(facts.givenName, facts.familyName, facts.displayName),
        email: facts.email,
        units: [...named, ...dnParts(entry.dn).flatMap(unitOfPart)],
        active: !facts.suspended,
      };
    },
  };
}
