import { z } from 'zod';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';

/** The claims' long names (LTI 1.3 core 5.3, 5.4; AGS 3.1; NRPS 3.6; Deep Linking 4.4.1) by our short ones. */
const longNames = {
  iss: 'iss',
  sub: 'sub',
  name: 'name',
  given: 'given_name',
  family: 'family_name',
  email: 'email',
  locale: 'locale',
  version: `${lti}version`,
  messageType: `${lti}message_type`,
  deploymentId: `${lti}deployment_id`,
  targetLinkUri: `${lti}target_link_uri`,
  roles: `${lti}roles`,
  context: `${lti}context`,
  resourceLink: `${lti}resource_link`,
  lis: `${lti}lis`,
  presentation: `${lti}launch_presentation`,
  toolPlatform: `${lti}tool_platform`,
  custom: `${lti}custom`,
  ags: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  nrps: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  deepLinking: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
} as const;

/** A text that a platform may leave out, send as null, or send empty: then null. */
const optionalText = z
  .string()
  .max(2000)
  .nullish()
  .transform((value) => {
    const text = value?.normalize('NFC').trim();
    return text === undefined || text === '' ? null : text;
  });
const identifier = z.string().min(1).max(255);
const httpUrl = z.url({ protocol: /^https?$/u }).max(4000);
const optionalUrl = httpUrl.nullish().transform((value) => value ?? null);

const shape = z.object({
  iss: z.string(),
  sub: identifier,
  name: optionalText,
  given: optionalText,
  family: optionalText,
  email: optionalText,
  locale: optionalText,
  version: z.literal('1.3.0'),
  messageType: z.string().min(1).max(100),
  deploymentId: identifier,
  targetLinkUri: httpUrl.nullish(),
  roles: z.array(z.string().max(300)).max(200),
  context: z.object({ id: identifier, label: optionalText, title: optionalText }).nullish(),
  resourceLink: z.object({ id: identifier, title: optionalText }).nullish(),
  lis: z
    .object({ person_sourcedid: optionalText, course_section_sourcedid: optionalText })
    .nullish(),
  presentation: z.object({ locale: optionalText }).nullish(),
  toolPlatform: z.object({ product_family_code: optionalText }).nullish(),
  custom: z.record(z.string(), z.unknown()).nullish(),
  ags: z
    .object({
      scope: z.array(z.string()).default([]),
      lineitems: optionalUrl,
      lineitem: optionalUrl,
    })
    .nullish(),
  nrps: z.object({ context_memberships_url: optionalUrl }).nullish(),
  deepLinking: z
    .object({
      deep_link_return_url: httpUrl,
      accept_types: z.array(z.string()),
      accept_presentation_document_targets: z.array(z.string()).default([]),
      accept_multiple: z.union([z.boolean(), z.stringbool()]).default(false),
      data: z.string().max(10_000).nullish(),
    })
    .nullish(),
});

/** A verified token's claims under short names, types checked, absent and empty made null. */
export type ShortClaims = z.infer<typeof shape>;

/** Reads the claims that we use; every other claim, `return_url` among them, is dropped here. */
export function readClaims(payload: Record<string, unknown>): z.ZodSafeParseResult<ShortClaims> {
  const short = Object.entries(longNames).map(([key, long]) => [key, payload[long]] as const);
  return shape.safeParse(Object.fromEntries(short));
}
