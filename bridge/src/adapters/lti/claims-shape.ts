import { z } from 'zod';
import { cut, isWebUrl, lenientReader, type Lenient } from './lenient.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/';

/** What every message must hold (LTI 1.3 core 5.3); `deployment_id` was compared before. */
const required = {
  iss: z.string(),
  sub: z.string().min(1).max(191),
  version: z.literal('1.3.0'),
  messageType: z.string().min(1).max(100),
  deploymentId: z.string().min(1).max(255),
};
const longNames: Record<keyof typeof required, string> = {
  iss: 'iss',
  sub: 'sub',
  version: `${lti}version`,
  messageType: `${lti}message_type`,
  deploymentId: `${lti}deployment_id`,
};
const requiredClaims = z.object(required);

/**
 * A verified token's required claims under short names. Every other claim is read leniently: one odd
 * value keeps nobody out, and gives nobody anything.
 */
export function readRequired(payload: Record<string, unknown>) {
  const short = Object.entries(longNames).map(([key, long]) => [key, payload[long]] as const);
  return requiredClaims.safeParse(Object.fromEntries(short));
}

/** The claims that may be missing (LTI 1.3 core 5.4; AGS 3.1; NRPS 3.6), absent, empty and odd ones made null. */
export function readOptional(payload: Record<string, unknown>) {
  const read = lenientReader();
  const part = (name: string) => read.object(payload[`${lti}${name}`], name) ?? {};
  const context = part('context');
  const link = part('resource_link');
  const lis = part('lis');
  const ags = service(read, payload, 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint');
  const nrps = service(
    read,
    payload,
    'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  );
  const gs = service(read, payload, 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice');
  const text = (value: unknown, at: string) => read.text(value, at);
  const target = payload[`${lti}target_link_uri`];
  return {
    // As they come: a part that says nothing stands in the full name as well.
    given: cut(read.plain(payload['given_name'], 'given_name') ?? ''),
    family: cut(read.plain(payload['family_name'], 'family_name') ?? ''),
    name: cut(read.plain(payload['name'], 'name') ?? ''),
    email: mailAddress(read, payload['email']),
    locale:
      language(read, part('launch_presentation')['locale'], 'launch_presentation.locale') ??
      language(read, payload['locale'], 'locale'),
    targetLinkUri: isWebUrl(target) ? target : null,
    roles: read.texts(payload[`${lti}roles`], 'roles'),
    contextId: read.identifier(context['id'], 'context.id'),
    label: text(context['label'], 'context.label'),
    title: read.text(context['title'], 'context.title', { most: 1333 }),
    resourceLinkId: read.identifier(link['id'], 'resource_link.id'),
    resourceLinkTitle: text(link['title'], 'resource_link.title'),
    personNumber: read.plain(lis['person_sourcedid'], 'lis.person_sourcedid'),
    courseNumber: text(lis['course_section_sourcedid'], 'lis.course_section_sourcedid'),
    productFamily: text(part('tool_platform')['product_family_code'], 'tool_platform'),
    custom: customTexts(read, part('custom')),
    membershipsUrl: read.url(nrps['context_memberships_url'], 'namesroleservice'),
    groupsUrl: read.url(gs['context_groups_url'], 'groupsservice'),
    groupScopes: read.texts(gs['scope'], 'groupsservice.scope'),
    lineItemsUrl: read.url(ags['lineitems'], 'endpoint.lineitems'),
    lineItemUrl: read.url(ags['lineitem'], 'endpoint.lineitem'),
    scopes: read.texts(ags['scope'], 'endpoint.scope'),
    deepLinking: deepLinking(read, payload[`${dl}deep_linking_settings`]),
    odd: read.odd,
  };
}
export type OptionalClaims = ReturnType<typeof readOptional>;

const service = (read: Lenient, payload: Record<string, unknown>, claim: string) =>
  read.object(payload[claim], claim.split('/').at(-1) ?? '') ?? {};

/** Without its return address there is nothing to answer: then it is none (Deep Linking 2.0, 4.4.1). */
function deepLinking(read: Lenient, claim: unknown) {
  const settings = read.object(claim, 'deep_linking_settings');
  if (!settings || !isWebUrl(settings['deep_link_return_url'])) return null;
  const types = read.texts(settings['accept_types'], 'accept_types');
  const multiple = settings['accept_multiple'];
  const data = read.plain(settings['data'], 'data');
  return {
    returnUrl: settings['deep_link_return_url'],
    // A platform that names no type still asks for content, and links are the kind that all take.
    acceptTypes: types.length > 0 ? types : ['ltiResourceLink'],
    acceptTargets: read.texts(
      settings['accept_presentation_document_targets'],
      'accept_presentation_document_targets',
    ),
    acceptLineItem: isTrue(settings['accept_lineitem']),
    acceptMultiple: multiple === true || multiple === 'true',
    data: data !== null && data.length > 10_000 ? read.leftOut('data') : data,
  };
}

const isTrue = (value: unknown): boolean | null => {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : null;
};

/** Sent by the platform as it is in the person's profile: what is no address is none. */
export function mailAddress(read: Lenient, value: unknown, at = 'email'): string | null {
  const address = read.text(value, at, { kind: 'key' });
  if (address === null || typeof value !== 'string') return null;
  const isAddress = address.length < 255 && /^[^\s@]+@[^\s@]+$/u.test(address);
  return isAddress ? address : read.leftOut(at);
}

function language(read: Lenient, value: unknown, at: string): string | null {
  const tag = read.text(value, at);
  if (tag === null) return null;
  const isTag = tag.length <= 35 && /^[a-z]{2,8}(?:[-_][a-z0-9]{1,8})*$/iu.test(tag);
  return isTag ? tag : read.leftOut(at);
}

/** A variable that the platform does not know comes back unexpanded (`$Person.…`) and says nothing. */
function customTexts(read: Lenient, custom: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(custom)
    .slice(0, 200)
    .flatMap(([name, value]) => {
      const text = read.plain(value, `custom.${name.slice(0, 50)}`);
      return text === null || text.startsWith('$') ? [] : [[name, text] as const];
    });
  return Object.fromEntries(texts);
}
