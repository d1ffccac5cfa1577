import { z } from 'zod';
import { endpoint, id, moment, text } from '../../../kernel/contract.ts';
import { openSession } from '../../access/sessions/contract.ts';

const bySeries = z.strictObject({ seriesId: id });

/** Digits of a meeting number; written in any grouping (spaces, dots, hyphens), full-width digits too. */
export const meetingNumber = z
  .string()
  .max(40)
  .transform((value) => value.normalize('NFKC').replace(/[\s.\-‐-―]/gu, ''))
  .refine((value) => /^\d{9,10}$/u.test(value), 'must be a meeting ID of 9 or 10 digits');

/** What an admission leads to. A guest gets a session; a person goes on with the own one. */
const passed = z.object({
  meetingId: id,
  title: z.string(),
  hostName: z.string(),
  state: z.enum(['scheduled', 'open']),
  startsAt: moment.nullable(),
  /** Set for somebody without an account. */
  guest: openSession.nullable(),
});
export type Passed = z.infer<typeof passed>;

/** The name that a guest types; a signed-in person's own name is used instead. */
const guestName = text(80);

export const knockByNumber = endpoint({
  id: 'knockByNumber',
  summary:
    'Admission by "meeting ID + guest password". A wrong number and a wrong password get the same answer.',
  method: 'POST',
  path: '/api/doors/number',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({
    number: meetingNumber,
    guestPassword: z.string().max(64).optional(),
    name: guestName.optional(),
  }),
  reply: passed,
});

export const lookAtLink = endpoint({
  id: 'lookAtLink',
  summary: 'What an invitation link leads to, before a name is typed; uses nothing up.',
  method: 'POST',
  path: '/api/doors/link/look',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({ token: z.string().min(20).max(100) }),
  reply: z.object({
    title: z.string(),
    hostName: z.string(),
    state: z.enum(['scheduled', 'open', 'none']),
    startsAt: moment.nullable(),
    /** The name that the link fixes; null: the guest types one. */
    guestName: z.string().nullable(),
    lobby: z.boolean(),
  }),
});

export const knockByLink = endpoint({
  id: 'knockByLink',
  summary: 'Admission by "link". A dead link says why: expired, used up, revoked.',
  method: 'POST',
  path: '/api/doors/link',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({ token: z.string().min(20).max(100), name: guestName.optional() }),
  reply: passed,
});

/** An invitation link as the hosts see it. The address is only shown when it is made or rotated. */
export const link = z.object({
  id,
  url: z.string().nullable(),
  createdAt: moment,
  expiresAt: moment.nullable(),
  /** How often it may be used; null: any number. */
  uses: z.int().positive().nullable(),
  used: z.int().nonnegative(),
  guestName: z.string().nullable(),
  role: z.enum(['member', 'host']),
  state: z.enum(['live', 'expired', 'used-up', 'revoked']),
});
export type Link = z.infer<typeof link>;

export const listLinks = endpoint({
  id: 'listLinks',
  summary: 'The invitation links of a series; hosts only.',
  method: 'GET',
  path: '/api/series/:seriesId/links',
  who: 'person',
  params: bySeries,
  reply: z.object({ links: z.array(link) }),
});

export const createLink = endpoint({
  id: 'createLink',
  summary: 'Makes an invitation link; with `guestName` it is personal and has that name and role.',
  method: 'POST',
  path: '/api/series/:seriesId/links',
  who: 'person',
  params: bySeries,
  body: z.strictObject({
    expiresAt: moment.nullable().optional(),
    uses: z.int().min(1).max(10_000).nullable().optional(),
    guestName: guestName.optional(),
    role: z.enum(['member', 'host']).optional(),
  }),
  reply: link,
});

const byLink = z.strictObject({ seriesId: id, linkId: id });

export const revokeLink = endpoint({
  id: 'revokeLink',
  summary: 'Makes a link lead nowhere from now on; hosts only.',
  method: 'POST',
  path: '/api/series/:seriesId/links/:linkId/revoke',
  who: 'person',
  params: byLink,
  reply: link,
});

export const rotateLink = endpoint({
  id: 'rotateLink',
  summary: 'Gives a link a new address; the former one leads nowhere from now on.',
  method: 'POST',
  path: '/api/series/:seriesId/links/:linkId/rotate',
  who: 'person',
  params: byLink,
  reply: link,
});
