import { z } from 'zod';
import { oneEach } from '../../../kernel/personal-data.ts';
import { endpoint, id, lines, moment } from '../../../kernel/contract.ts';

/** Who says something: `ldap`, `moodle`, `lti`, `nrps`, `portal`, `sheet`, `application` or `hand`, and which of them. */
export const sourceNamed = z.object({
  kind: z.string(),
  /** The directory's name, the LMS's address; empty where there is only one. */
  name: z.string(),
});
export type SourceNamed = z.infer<typeof sourceNamed>;

export const personNamed = z.object({ id, name: z.string() });

export const originField = z.enum([
  'displayName',
  'familyName',
  'givenName',
  'email',
  'campusNumber',
  'phone',
  'locale',
  'timezone',
]);

/** What one source says of one account. */
const identityRecord = z.object({
  id,
  source: sourceNamed,
  /** The account's stable id at the source. */
  externalId: z.string(),
  /** What it says, field by field; null where it says nothing. */
  said: z.record(originField, z.string().nullable()),
  /** The keys among it that the source does not vouch for: nobody is known by them. */
  unvouched: z.array(originField),
  /** The source keeps the account from signing in. */
  suspended: z.boolean(),
  /** When it last said so. */
  seenAt: moment,
  /** When what it says last changed. */
  changedAt: moment,
  /** Since when it does not list the account; null while it does. */
  goneAt: moment.nullable(),
});
export type IdentityRecord = z.infer<typeof identityRecord>;

const standing = z.object({
  active: z.boolean(),
  why: z.enum(['by-hand', 'listed', 'let-in', 'suspended', 'left', 'taken-back']),
  /** The decision that stands; null where the sources decide. */
  decision: z
    .object({ reason: z.string().nullable(), by: z.string().nullable(), at: moment })
    .nullable(),
});

const identityUnit = z.object({
  id,
  name: z.string(),
  isHeld: z.boolean(),
  claims: z.array(z.object({ source: sourceNamed, isHeld: z.boolean(), changedAt: moment })),
});

const role = z.object({
  role: z.enum(['system', 'department']),
  /** Null for a system admin, and for a unit that is gone or outside of my scope. */
  department: z.object({ id, name: z.string() }).nullable(),
});

export const identity = personNamed.extend({
  /** Where each field comes from: the value that counts, the record that says it, and why that one. */
  fields: z.array(
    z.object({
      field: originField,
      value: z.string().nullable(),
      recordId: id.nullable(),
      why: z.enum(['nobody', 'only', 'agreed', 'rank', 'newest', 'name']),
    }),
  ),
  /** All that any source says of the person, those who list them still in front. */
  records: z.array(identityRecord),
  standing,
  /** The units of my scope that the person is or was in, and who says so. */
  units: z.array(identityUnit),
  roles: z.array(role),
  /** Why I may not change who this is or whether they are active; null when I may. */
  refusal: z.enum(['identity/yourself', 'identity/administrator']).nullable(),
});
export type Identity = z.infer<typeof identity>;

/** What both of two people may have and only the survivor keeps. */
export const keptOfSurvivor = z.enum(oneEach);
export type KeptOfSurvivor = z.infer<typeof keptOfSurvivor>;

/** What somebody, or an account, is known by. */
export const identityFacts = z.object({
  displayName: z.string(),
  campusNumber: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
export type IdentityFacts = z.infer<typeof identityFacts>;

/** One of several who may be one person. */
export const personShown = personNamed.extend({
  active: z.boolean(),
  /** Null for somebody outside of my scope: only the name is told. */
  facts: identityFacts.nullable(),
  /** Where their records come from, and the names of their units within my scope. */
  sources: z.array(sourceNamed),
  units: z.array(z.string()),
});
export type PersonShown = z.infer<typeof personShown>;

/** The kinds of personal data, as the features declare them. */
const goingOver = z.enum([
  ...['identity', 'login', 'membership', 'meeting', 'attendance', 'call', 'message'],
  ...['setting', 'audit', 'application', 'registration', 'technical'],
] as const);

const mergePreview = z.object({
  survivor: personShown,
  other: personShown,
  /** How much goes over, by kind. */
  counts: z.array(z.object({ kind: goingOver, count: z.int() })),
  /** What both have: the survivor's stays. */
  kept: z.array(keptOfSurvivor),
  refusal: z.enum(['identity/yourself', 'identity/administrator']).nullable(),
});
export type MergePreview = z.infer<typeof mergePreview>;

const byPerson = z.strictObject({ personId: id });

export const getIdentity = endpoint({
  id: 'getIdentity',
  summary:
    'A person of my scope with all that any source says; by a former id, whom they turned out to be.',
  method: 'GET',
  path: '/api/admin/people/:personId',
  who: 'person',
  params: byPerson,
  reply: identity,
});

export const setStanding = endpoint({
  id: 'setStanding',
  summary:
    'Makes a person active or not whatever the sources say, or lets the sources decide again.',
  method: 'PUT',
  path: '/api/admin/people/:personId/standing',
  who: 'person',
  params: byPerson,
  body: z.discriminatedUnion('standing', [
    z.strictObject({ standing: z.literal('deactivated'), reason: lines(500) }),
    z.strictObject({ standing: z.literal('active'), reason: lines(500) }),
    z.strictObject({ standing: z.literal('by-sources') }),
  ]),
  reply: identity,
});

const byOther = z.strictObject({ personId: id, otherId: id });

export const previewMerge = endpoint({
  id: 'previewMerge',
  summary: 'What would happen if the other turned out to be this person; changes nothing.',
  method: 'GET',
  path: '/api/admin/people/:personId/merge/:otherId',
  who: 'person',
  params: byOther,
  reply: mergePreview,
});

export const decided = z.object({ decisionId: id });

/** For so many days a decision about who is who can be undone. */
export const undoDays = 30;

export const mergePeople = endpoint({
  id: 'mergePeople',
  summary: `Makes the other this person: all that is theirs goes over. Can be undone for ${undoDays} days.`,
  method: 'POST',
  path: '/api/admin/people/:personId/merge/:otherId',
  who: 'person',
  params: byOther,
  reply: decided,
});
