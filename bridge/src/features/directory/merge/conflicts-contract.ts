import { z } from 'zod';
import { endpoint, id, moment, cursor } from '../../../kernel/contract.ts';
import { decided, identityFacts, personNamed, personShown, sourceNamed } from './contract.ts';

const conflictShown = z.object({
  id,
  source: sourceNamed,
  externalId: z.string(),
  /** The key that does not decide it, and why. */
  key: z.enum(['account', 'campus-number', 'email', 'phone']),
  reason: z.enum([
    ...(['several-people', 'shared-in-source', 'contradiction'] as const),
    ...(['second-account', 'holds-power', 'different-person', 'key-taken', 'claimed'] as const),
  ]),
  createdAt: moment,
  /** What the account says; null where its person is outside of my scope. */
  account: identityFacts.nullable(),
  /** Whom it stands for until somebody decides; null where nobody was registered for it. */
  own: personShown.nullable(),
  candidates: z.array(personShown),
  /** Why I may not decide it; null when I may. */
  refusal: z.enum(['conflict/elsewhere', 'identity/yourself', 'identity/administrator']).nullable(),
  /** Who may instead, by name. */
  deciders: z.array(z.string()),
});
export type ConflictShown = z.infer<typeof conflictShown>;

const decisionShown = z.object({
  id,
  kind: z.enum(['merge', 'attach', 'apart']),
  person: personNamed,
  other: personNamed.nullable(),
  by: z.string().nullable(),
  at: moment,
  /** Until when it can be undone; null where it cannot any more. */
  undoUntil: moment.nullable(),
  /** Why I may not undo it although there is time; null when I may. */
  refusal: z
    .enum([
      ...['identity/by-system-admin', 'identity/yourself'],
      ...['identity/administrator', 'identity/undo-later-first'],
    ] as const)
    .nullable(),
  undoneAt: moment.nullable(),
});
export type DecisionShown = z.infer<typeof decisionShown>;

export const listConflicts = endpoint({
  id: 'listConflicts',
  summary: 'Accounts that could not be told apart or brought together, of my scope, oldest first.',
  method: 'GET',
  path: '/api/admin/conflicts',
  who: 'person',
  query: z.strictObject({
    /** Only those that name this person. */
    personId: id.optional(),
    cursor,
  }),
  reply: z.object({ conflicts: z.array(conflictShown), next: z.string().nullable() }),
});

const byConflict = z.strictObject({ conflictId: id });

export const decideSame = endpoint({
  id: 'decideSame',
  summary: 'The account of a conflict belongs to this candidate.',
  method: 'POST',
  path: '/api/admin/conflicts/:conflictId/same',
  who: 'person',
  params: byConflict,
  body: z.strictObject({ personId: id }),
  reply: decided,
});

export const decideApart = endpoint({
  id: 'decideApart',
  summary: 'The account of a conflict is none of the candidates; no run asks again.',
  method: 'POST',
  path: '/api/admin/conflicts/:conflictId/apart',
  who: 'person',
  params: byConflict,
  reply: decided,
});

export const listIdentityDecisions = endpoint({
  id: 'listIdentityDecisions',
  summary: 'What was decided about who is who in my scope, newest first; the last hundred.',
  method: 'GET',
  path: '/api/admin/identity-decisions',
  who: 'person',
  query: z.strictObject({ personId: id.optional() }),
  reply: z.object({ decisions: z.array(decisionShown) }),
});

export const undoIdentityDecision = endpoint({
  id: 'undoIdentityDecision',
  summary: 'Takes back a decision about who is who, whole.',
  method: 'POST',
  path: '/api/admin/identity-decisions/:decisionId/undo',
  who: 'person',
  params: z.strictObject({ decisionId: id }),
  reply: z.object({}),
});
