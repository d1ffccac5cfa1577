import { z } from 'zod';

const attribute = z.string().regex(/^[a-z][\w;.-]*$/iu, 'must be the name of an attribute');
const condition = z.strictObject({ attribute, value: z.string().nullable() });
const attributeOrNone = attribute.nullable();

/** LDAP_SETTINGS: what differs from inetOrgPerson and organizationalUnit (RFC 2798, RFC 4519). */
const shape = z.strictObject({
  people: z
    .strictObject({
      base: z.string(),
      where: z.array(condition),
      attributes: z
        .strictObject({
          key: attribute,
          displayName: attributeOrNone,
          givenName: attributeOrNone,
          familyName: attributeOrNone,
          email: attributeOrNone,
          campusNumber: attributeOrNone,
          phone: attributeOrNone,
          locale: attributeOrNone,
        })
        .partial(),
      suspended: z.strictObject({ attribute, values: z.array(z.string()) }),
      unitAttribute: attribute,
    })
    .partial()
    .default({}),
  units: z
    .strictObject({
      base: z.string(),
      where: z.array(condition),
      key: attribute,
      names: z.array(attribute).min(1),
      matches: attribute,
    })
    .partial()
    .nullable()
    .default({}),
  ca: z.array(z.string()).optional(),
  pageSize: z.int().min(1).max(10_000).optional(),
});

/** LDAP_SETTINGS as it is written: JSON text of `shape`. */
export const directorySettingsText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(shape);
