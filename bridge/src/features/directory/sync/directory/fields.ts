import type { FieldChange, PeopleDiff, PersonFacts } from '../../people/index.ts';
import type { FieldSaid } from './change.ts';
import type { Compared } from './compared.ts';
import type { Names } from './names.ts';

/** The fields of an account that lists show; the parts of a name only where the whole stays the same. */
const shownFields = [
  'displayName',
  'email',
  'campusNumber',
  'phone',
  'locale',
  'timezone',
] as const;
const nameParts = ['givenName', 'familyName'] as const;
/** The fields of which it is foreseen what people will see. */
const foreseenFields: readonly string[] = ['displayName', 'email', 'campusNumber', 'phone'];

/** What the directory says differently of people it knew, by person. Pure. */
export function fieldsSaid(
  people: PeopleDiff,
  foreseen: Compared['foreseen'],
  names: Names,
): Map<string, FieldSaid[]> {
  const said = new Map<string, FieldSaid[]>();
  for (const { record, facts } of people.changed) {
    const fields = differences(record.facts, facts, foreseen.get(record.personId) ?? []);
    said.set(record.personId, fields);
  }
  // An account that takes the place of another one of the same person: the directory was made anew.
  for (const record of people.removed) {
    const now = names.accountOf(record.personId);
    if (!now || now.externalId === record.externalId) continue;
    const fields = differences(record.facts, now, foreseen.get(record.personId) ?? []);
    const account = { field: 'account', before: record.externalId, after: now.externalId };
    said.set(record.personId, [...fields, { ...account, isSeen: false }]);
  }
  // A second account of somebody who is there already.
  for (const { personId, facts } of people.attached) {
    const account = { field: 'account', before: null, after: facts.externalId, isSeen: false };
    if (!said.has(personId)) said.set(personId, [account]);
  }
  return said;
}

function differences(
  before: PersonFacts,
  after: PersonFacts,
  foreseen: readonly FieldChange[],
): FieldSaid[] {
  const parts = before.displayName === after.displayName ? nameParts : [];
  const seen = new Set<string>(foreseen.map(({ field }) => field));
  const texts = [...shownFields, ...parts]
    .filter((field) => before[field] !== after[field])
    .map((field) => ({
      field,
      before: before[field],
      after: after[field],
      isSeen: !foreseenFields.includes(field) || seen.has(field),
    }));
  if (before.suspended === after.suspended) return texts;
  const word = ({ suspended }: PersonFacts) => (suspended ? 'suspended' : 'open');
  return [
    ...texts,
    { field: 'access', before: word(before), after: word(after), isSeen: seen.has('status') },
  ];
}
