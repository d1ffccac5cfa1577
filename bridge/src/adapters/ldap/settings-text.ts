import { z } from 'zod';
import { jsonText } from '../../kernel/json-text.ts';

const attribute = z.string().regex(/^[a-z][\w;.-]*$/iu, 'must be the name of an attribute');
const condition = z.strictObject({ attribute, value: z.string().nullable() });
const conditions = z.array(condition);
const attributeOrNone = attribute.nullable();

const attributes = z
  .strictObject({
    key: attribute.describe('stable id of the account: entryUUID, objectGUID'),
    displayName: attributeOrNone.describe('displayName'),
    givenName: attributeOrNone.describe('givenName'),
    familyName: attributeOrNone.describe('sn'),
    email: attributeOrNone.describe('mail'),
    campusNumber: attributeOrNone.describe('employeeNumber; or uid, sAMAccountName'),
    phone: attributeOrNone.describe('mobile: codes for logging in go there'),
    locale: attributeOrNone.describe('preferredLanguage'),
  })
  .partial()
  .describe('Which attribute says what; null for what the directory does not have:');

const suspended = z
  .union(
    [
      z.strictObject({ attribute, values: z.array(z.string()) }),
      z.strictObject({ attribute, bit: z.int().min(1).max(0x7fff_ffff) }),
    ],
    { error: 'must be {"attribute","values":[…]} or {"attribute","bit":2}' },
  )
  .nullable();

const people = z
  .strictObject({
    base: z.string().describe('where people are searched; LDAP_BASE unless told'),
    where: conditions.describe(
      'what an entry must have, [{"attribute","value"}]; inetOrgPerson, or AD’s person and user',
    ),
    attributes,
    suspended: suspended.describe(
      'sign of a closed account: {"attribute","values":[…]} or {"attribute","bit":2}; with AD bit 2 of userAccountControl',
    ),
    unitAttribute: attribute.describe(
      'attribute that names the person’s units (departmentNumber, memberOf); without it the DN does',
    ),
  })
  .partial();

const units = z
  .strictObject({
    base: z.string().describe('where units are searched; LDAP_BASE unless told'),
    where: conditions.describe('what a unit must have; organizationalUnit'),
    key: attribute.describe('stable id of the unit'),
    names: z
      .array(attribute)
      .min(1)
      .describe('attributes that may hold the name; the first counts'),
    matches: attribute.describe(
      'what people’s unitAttribute holds: an attribute of the unit, or dn',
    ),
    members: attributeOrNone.describe(
      'for units that are groups: the attribute that lists their members (member, uniqueMember)',
    ),
  })
  .partial()
  .nullable();

/** LDAP_SETTINGS: what differs from the dialect's usual attributes (RFC 2798, RFC 4519; Active Directory's schema). */
export const directoryShape = z.strictObject({
  people: people.default({}),
  units: units.default({}).describe('null for a directory whose units are of no interest'),
  ca: z.array(z.string()).optional().describe('PEM certificates to trust besides the system’s'),
  pageSize: z.int().min(1).max(10_000).optional().describe('entries in one page; 500'),
  referrals: z
    .array(z.url({ protocol: /^ldaps?$/u }))
    .optional()
    .describe('other servers that may be asked when this one refers to them, by their addresses'),
});

/** LDAP_SETTINGS as it is written: JSON text of `directoryShape`. */
export const directorySettingsText = jsonText(directoryShape);
