import type { Problem } from '../../features/directory/sync/ports.ts';
import { isFailure } from '../../kernel/failure.ts';
import { systemClock } from '../../kernel/clock.ts';
import { adviceFor } from './advice.ts';
import { fillIn, type FilledSettings } from './dialects.ts';
import { withDirectory, type Directory } from './directory.ts';
import { firstOf, valuesOf } from './entries.ts';
import { readCount } from './marks.ts';
import type { Placed } from './placement.ts';
import { peopleOf, reportOf, unitsOf, type Reading } from './reading.ts';
import type { LdapSettings, PersonAttributes } from './settings.ts';

/** One thing that was found out. */
export interface Finding {
  is: 'good' | 'odd' | 'bad';
  says: string;
  /** How to mend it. */
  advice?: string;
}

/** A person as they were read: field, the attribute that it came from, the value. */
export interface Example {
  dn: string;
  fields: { field: string; attribute: string; value: string }[];
  units: string[];
}

/** What was found out about a directory, up to the first thing that failed. */
export interface Inspection {
  findings: Finding[];
  examples: Example[];
}

/** Tries a directory as a run would and changes nothing. Never fails: what is wrong stands in the findings. */
export async function inspectDirectory(told: LdapSettings): Promise<Inspection> {
  const settings = fillIn(told);
  const inspection: Inspection = { findings: [], examples: [] };
  try {
    await withDirectory(settings, (directory) =>
      look({ directory, settings, began: systemClock.now(), problems: [] }, inspection),
    );
  } catch (error) {
    if (!isFailure(error)) throw error;
    inspection.findings.push({ is: 'bad', says: error.message, advice: adviceFor(error) });
  }
  return inspection;
}

async function look(reading: Reading, { findings, examples }: Inspection): Promise<void> {
  const { directory, settings, problems } = reading;
  const who = settings.bind?.dn ?? 'anybody';
  findings.push({ is: 'good', says: `Connected to ${settings.url}, signed in as ${who}.` });
  findings.push(...(await lookAtRoot(directory, settings)));
  const units = await unitsOf(reading);
  findings.push(lookAtUnits(units.length, settings));
  const [people, stamps] = await peopleOf(reading);
  findings.push(...lookAtPeople(people, settings));
  const { memberships } = reportOf(reading, people, units);
  const placed = new Set(memberships.map(({ personExternalId }) => personExternalId));
  if (units.length > 0) findings.push(lookAtPlaces(people.length, placed.size));
  const canTell = settings.speaks.changes === 'uSNChanged' ? await readCount(directory) : stamps[0];
  findings.push(lookAtChanges(Boolean(canTell), settings));
  findings.push(...lookAtRest(directory.references.unread, problems));
  const names = new Map(units.map(({ facts }) => [facts.externalId, facts.name]));
  for (const person of people.slice(0, 3)) {
    const own = memberships.filter((line) => line.personExternalId === person.facts.externalId);
    const inUnits = own.map((line) => names.get(line.departmentExternalId) ?? '');
    examples.push({ dn: person.entry.dn, fields: fieldsOf(person, settings), units: inUnits });
  }
}

/** What was not read, and entries that could not be used. */
function lookAtRest(unread: ReadonlySet<string>, problems: readonly Problem[]): Finding[] {
  const advice = 'Name it in LDAP_SETTINGS, {"referrals":["ldaps://…"]}, or choose a lower base.';
  const shown = problems.slice(0, 5).map(({ where, field, reason }) => {
    return `${where}${field === null ? '' : ` ${field}`}: ${reason}`;
  });
  const more = problems.length - shown.length;
  if (more > 0) shown.push(`… and ${more} more entries like these.`);
  return [
    ...[...unread].map((where): Finding => {
      return { is: 'odd', says: `Not read, at another server: ${where}`, advice };
    }),
    ...shown.map((says): Finding => ({ is: 'odd', says })),
  ];
}

/** Active Directory says what it is by this capability (MS-ADTS 3.1.1.3.4.3.1). */
const activeDirectory = '1.2.840.113556.1.4.800';

async function lookAtRoot(directory: Directory, settings: FilledSettings): Promise<Finding[]> {
  const attributes = ['namingContexts', 'supportedCapabilities', 'vendorName', 'dnsHostName'];
  const where = [{ attribute: 'objectClass', value: null }];
  const [root] = await directory.search({ base: '', scope: 'base', where, attributes });
  if (!root) return [{ is: 'odd', says: 'The server says nothing of itself (rootDSE).' }];
  const isAd = valuesOf(root, 'supportedCapabilities').includes(activeDirectory);
  const kind = isAd ? 'active-directory' : 'openldap';
  const named = [firstOf(root, 'vendorName'), firstOf(root, 'dnsHostName')].filter(Boolean);
  const holds = valuesOf(root, 'namingContexts').join('; ');
  const says = `It is ${isAd ? 'Active Directory' : 'no Active Directory'} ${named.join(', ')}; it holds ${holds}`;
  if (kind === (settings.dialect ?? 'openldap')) return [{ is: 'good', says }];
  return [{ is: 'bad', says, advice: `Set LDAP_DIALECT=${kind}.` }];
}

function lookAtUnits(count: number, { units }: FilledSettings): Finding {
  if (!units) return { is: 'good', says: 'Units are not wanted (LDAP_SETTINGS units: null).' };
  const says = `${count} units below ${units.base}.`;
  const advice =
    'Check units.base and units.where in LDAP_SETTINGS, and whether the account may read units.';
  return count > 0 ? { is: 'good', says } : { is: 'odd', says, advice };
}

function lookAtPeople(people: readonly Placed[], { people: told }: FilledSettings): Finding[] {
  if (people.length === 0) {
    const where = told.where
      .map(({ attribute, value }) => `${attribute}=${value ?? '*'}`)
      .join(', ');
    const advice = `None with ${where} that can be used: check LDAP_BASE, people.where in LDAP_SETTINGS, and whether the account may read people.`;
    return [{ is: 'bad', says: `No people below ${told.base}.`, advice }];
  }
  const suspended = people.filter(({ facts }) => facts.suspended).length;
  const says = `${people.length} people below ${told.base}, ${suspended} of them suspended.`;
  const keys = ['campusNumber', 'email', 'phone'] as const;
  const missing = keys.filter((field) => people.every(({ facts }) => facts[field] === null));
  return [
    { is: 'good', says },
    ...missing.map((field): Finding => {
      const advice = `Which attribute has it? LDAP_SETTINGS, {"people":{"attributes":{"${field}":"…"}}}, or null.`;
      return {
        is: 'odd',
        says: `Nobody has ${told.attributes[field] ?? field} (${field}).`,
        advice,
      };
    }),
  ];
}

function lookAtPlaces(people: number, placed: number): Finding {
  const says = `${placed} of ${people} people are in a unit.`;
  const advice =
    'Units are found by the person’s name in the tree; by people.unitAttribute or units.members where the settings say so.';
  return placed > 0 ? { is: 'good', says } : { is: 'odd', says, advice };
}

function lookAtChanges(canTell: boolean, { speaks }: FilledSettings): Finding {
  if (canTell) return { is: 'good', says: `What changed can be told by ${speaks.changes}.` };
  const says = `What changed cannot be told: ${speaks.changes} is not to be read.`;
  return {
    is: 'odd',
    says,
    advice: 'Every run reads everything; give the account the right to read it.',
  };
}

function fieldsOf({ entry, facts }: Placed, { people }: FilledSettings): Example['fields'] {
  const { attributes, suspended } = people;
  const names = Object.keys(attributes) as (keyof PersonAttributes)[];
  const fields = names.map((field) => {
    const value = field === 'key' ? facts.externalId : (facts[field] ?? '');
    return { field, attribute: attributes[field] ?? '(none)', value };
  });
  if (!suspended) return fields;
  const value = `${firstOf(entry, suspended.attribute) ?? ''} → ${facts.suspended ? 'suspended' : 'active'}`;
  return [...fields, { field: 'suspended', attribute: suspended.attribute, value }];
}
