import { z } from 'zod';
import { Failure, type Issue } from '../../../kernel/failure.ts';
import { newSecret } from '../../../kernel/ids.ts';
import { ownStrength, weaknessOf } from '../../../kernel/secret-strength.ts';

/** How a portal's tokens are checked: a secret shared with it (HS256), its public key, or where its keys are. */
export const trust = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('secret'),
    secret: z.string().superRefine((text, context) => {
      const why = weaknessOf(text, ownStrength);
      if (why !== null)
        context.addIssue({
          code: 'custom',
          message: `${why}; for example ${newSecret()}`,
        });
    }),
  }),
  /** A public key as PEM (SPKI), for RS256, ES256 or EdDSA. */
  z.strictObject({
    kind: z.literal('public-key'),
    pem: z.string().startsWith('-----BEGIN PUBLIC KEY'),
  }),
  z.strictObject({
    kind: z.literal('jwks'),
    url: z.url({ protocol: /^https?$/u }).max(1000),
  }),
]);
export type Trust = z.infer<typeof trust>;

const origin = z.url({ protocol: /^https?$/u }).transform((url, context) => {
  if (new URL(url).origin === url) return url;
  context.addIssue({
    code: 'custom',
    message: 'must be an origin, like https://my.uni.edu',
  });
  return z.NEVER;
});

/** What an administrator says of a portal to register it. */
export const portalDetails = z.strictObject({
  issuer: z.string().min(1).max(191),
  name: z.string().min(1).max(255),
  /** Whose ids the tokens hold (an LMS's issuer), so that people and courses are those that are known; else its own. */
  realm: z.string().min(1).max(191).optional(),
  origins: z.array(origin).min(1).max(20),
  trust,
});
export type PortalDetails = z.input<typeof portalDetails>;

/** A page of any sort, or a Moodle that its activity plugin has connected. */
export type PortalKind = 'portal' | 'moodle';

/** A portal whose server may vouch for people. */
export interface Portal {
  id: string;
  kind: PortalKind;
  /** `iss` of its tokens, compared exactly. */
  issuer: string;
  name: string;
  realm: string;
  /** Origins of the pages that may show the panel. */
  origins: string[];
  trust: Trust;
}

/** Checks what an administrator typed. @throws Failure request/invalid that names each flaw */
export function readDetails(details: unknown): Omit<Portal, 'id' | 'kind'> {
  const parsed = portalDetails.safeParse(details);
  if (parsed.success) return { ...parsed.data, realm: parsed.data.realm ?? parsed.data.issuer };
  const flaws: Issue[] = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    message,
  }));
  throw new Failure('request/invalid', {
    detail: 'The portal’s details are not as they should be.',
    flaws,
  });
}
