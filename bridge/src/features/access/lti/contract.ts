import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';

const status = z.enum(['pending', 'active', 'suspended']);
/** What a platform may vouch for. */
export const vouched = z.enum(['campusNumber', 'mail', 'phone']);
const webOrigin = z
  .url({ protocol: /^https?$/u })
  .max(1000)
  .refine((url) => new URL(url).origin === url, 'must be an origin, like https://lms.uni.edu');

export const platformShown = z.object({
  id,
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  /** Null: any deployment of this client is taken. */
  deploymentIds: z.array(z.string()).nullable(),
  status,
  /** `moodle`, `canvas`, …; empty when it is not known. */
  productFamily: z.string(),
  /** The origins of the addresses with which it was registered. */
  ownOrigins: z.array(z.string()),
  /** Further origins of its services, as IT added them. */
  origins: z.array(z.string()),
  /** An origin that a launch named for a service, and that is on neither list. */
  strangeOrigin: z.string().nullable(),
  /** What its assertions are meant for; null: its token address. */
  audience: z.string().nullable(),
  vouches: z.array(vouched),
  registered: z.object({
    how: z.enum(['command', 'link', 'open']),
    /** Null where nobody is known. */
    by: z.string().nullable(),
    at: moment,
  }),
});
export type PlatformShown = z.infer<typeof platformShown>;

const params = z.strictObject({ platformId: id });
const shown = z.object({ platform: platformShown });

export const listPlatforms = endpoint({
  id: 'listPlatforms',
  summary: 'The learning platforms that may launch us, or wait for a yes. For system admins.',
  method: 'GET',
  path: '/api/admin/platforms',
  who: 'person',
  reply: z.object({ platforms: z.array(platformShown) }),
});

export const openPlatformRegistration = endpoint({
  id: 'openPlatformRegistration',
  summary: 'Makes an address at which one platform can register itself, within 24 hours.',
  method: 'POST',
  path: '/api/admin/platforms/registration-links',
  who: 'person',
  reply: z.object({ url: z.string(), expiresAt: moment }),
});

export const approvePlatform = endpoint({
  id: 'approvePlatform',
  summary: 'Lets a platform in that waits or was suspended.',
  method: 'POST',
  path: '/api/admin/platforms/:platformId/approval',
  who: 'person',
  params,
  reply: shown,
});

export const suspendPlatform = endpoint({
  id: 'suspendPlatform',
  summary: 'Keeps a platform out: its launches are refused, its services are not called.',
  method: 'POST',
  path: '/api/admin/platforms/:platformId/suspension',
  who: 'person',
  params,
  reply: shown,
});

export const changePlatform = endpoint({
  id: 'changePlatform',
  summary:
    'Says what a platform may vouch for, where its services are and what its tokens are meant for.',
  method: 'PATCH',
  path: '/api/admin/platforms/:platformId',
  who: 'person',
  params,
  body: z.strictObject({
    vouches: z.array(vouched).max(3).optional(),
    origins: z.array(webOrigin).max(20).optional(),
    audience: z.string().trim().min(1).max(1000).nullable().optional(),
  }),
  reply: shown,
});

export const removePlatform = endpoint({
  id: 'removePlatform',
  summary: 'Removes a platform; it would have to be registered anew. People and courses stay.',
  method: 'DELETE',
  path: '/api/admin/platforms/:platformId',
  who: 'person',
  params,
  reply: z.object({}),
});
