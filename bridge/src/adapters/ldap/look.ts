import type { CampusDirectory } from '../../features/registration/signup/ports.ts';
import { displayName } from '../../kernel/names.ts';
import { fillIn } from './dialects.ts';
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
  const short = fillIn({
    ...settings,
    maxEntries: 10,
    timeoutMs: 5_000,
    connectTimeoutMs: 2_000,
  });
  const { people } = short;
  return {
    look: async (campusNumber) => {
      const attribute = people.attributes.campusNumber;
      if (attribute === null) return null;
      const [entry, ...more] = await withDirectory(short, (directory) =>
        directory.search({
          base: people.base,
          where: [...people.where, { attribute, value: campusNumber }],
          attributes: attributesOf(people),
          long: people.unitAttribute === undefined ? [] : [people.unitAttribute],
        }),
      );
      const facts = entry && more.length === 0 ? readPerson(entry, people, []) : null;
      if (!entry || !facts) return null;
      const values = people.unitAttribute ? valuesOf(entry, people.unitAttribute) : [];
      const isName = short.units?.matches === 'dn';
      const named = isName
        ? values.map((dn) => dnParts(dn)[0]?.replace(/^[^=]*=/u, '') ?? '')
        : values;
      return {
        name: displayName(facts.givenName, facts.familyName, facts.displayName),
        email: facts.email,
        units: [...named, ...dnParts(entry.dn).flatMap(unitOfPart)],
        active: !facts.suspended,
      };
    },
  };
}
