import { z } from 'zod';
import { endpoint, id, moment } from '../../../../kernel/contract.ts';
import { password } from '../contract.ts';

export const contactKind = z.enum(['phone', 'mail']);

const waiting = z.object({
  kind: contactKind,
  /** The new number or address. */
  contact: z.string(),
  /** The kind of source that says so. */
  source: z.string(),
  since: moment,
});
export type WaitingContact = z.infer<typeof waiting>;

export const myContacts = endpoint({
  id: 'myContacts',
  summary:
    'Numbers and addresses that a source says of the caller and that do not log in before they are confirmed.',
  method: 'GET',
  path: '/api/account/contacts',
  who: 'person',
  reply: z.object({ waiting: z.array(waiting) }),
});

export const answerMyContact = endpoint({
  id: 'answerMyContact',
  summary: 'Says that a new number or address is the caller’s, which takes a proof, or is not.',
  method: 'POST',
  path: '/api/account/contacts/:kind',
  who: 'person',
  params: z.strictObject({ kind: contactKind }),
  body: z.strictObject({
    contact: z.string().min(1).max(191),
    isMine: z.boolean(),
    current: password.optional(),
  }),
  reply: z.object({}),
});

const ofPerson = z.object({
  kind: contactKind,
  /** What the person logs in with; null for nothing. */
  contact: z.string().nullable(),
  waiting: waiting.omit({ kind: true }).nullable(),
  /** What the person said not to be theirs. */
  refused: z.string().nullable(),
});
export type PersonContact = z.infer<typeof ofPerson>;

export const personContacts = endpoint({
  id: 'personContacts',
  summary: 'What a person logs in with, and what waits to be confirmed. For system admins.',
  method: 'GET',
  path: '/api/admin/people/:personId/contacts',
  who: 'person',
  params: z.strictObject({ personId: id }),
  reply: z.object({ contacts: z.array(ofPerson) }),
});

export const answerPersonContact = endpoint({
  id: 'answerPersonContact',
  summary:
    'Confirms a new number or address in a person’s place, or refuses it. For system admins.',
  method: 'POST',
  path: '/api/admin/people/:personId/contacts/:kind',
  who: 'person',
  params: z.strictObject({ personId: id, kind: contactKind }),
  body: z.strictObject({ contact: z.string().min(1).max(191), isMine: z.boolean() }),
  reply: z.object({}),
});

const token = z.string().min(20).max(200);

export const readAccountLink = endpoint({
  id: 'readAccountLink',
  summary: 'What somebody was told by a link: another contact, or an account that was connected.',
  method: 'POST',
  path: '/api/account-links/read',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({ token }),
  reply: z.object({
    kind: z.enum(['contact', 'connected']),
    /** The new number or address, mostly hidden. */
    contact: z.string().nullable(),
    /** `over`: it does not wait any more, or was undone by others. */
    state: z.enum(['open', 'mine', 'not-mine', 'over']),
  }),
});
export type AccountLinkShown = z.infer<(typeof readAccountLink)['reply']>;

export const answerAccountLink = endpoint({
  id: 'answerAccountLink',
  summary: 'Answers what somebody was told: it is mine, or it is not.',
  method: 'POST',
  path: '/api/account-links/answer',
  who: 'anyone',
  body: z.strictObject({ token, isMine: z.boolean() }),
  reply: z.object({}),
});
