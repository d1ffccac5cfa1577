import { z } from 'zod';
import { endpoint, id, lines, moment, cursor } from '../../../kernel/contract.ts';
import { applicationKind } from './contract.ts';

const byApplication = z.strictObject({ applicationId: id });

const unit = z.object({ id, name: z.string() });

/** An application as a list of them shows it. */
const applicationShown = z.object({
  id,
  state: z.enum(['waiting', 'accepted', 'refused', 'withdrawn']),
  name: z.string(),
  kind: applicationKind,
  campusNumber: z.string(),
  /** Null for a unit that is gone. */
  department: unit.nullable(),
  email: z.string(),
  /** When its address was confirmed. */
  confirmedAt: moment,
  decidedAt: moment.nullable(),
  /** Null as well where the policy decided. */
  decidedBy: z.string().nullable(),
});
export type ApplicationShown = z.infer<typeof applicationShown>;

/** Somebody who is known; without any data where they are not of my scope. */
const concerned = z.object({
  id: id.nullable(),
  name: z.string().nullable(),
  campusNumber: z.string().nullable(),
  email: z.string().nullable(),
});

/** What accepting would do now. */
const outcome = z.object({
  verdict: z.enum(['new', 'update', 'conflict']),
  /** Why nobody can accept it as it stands. */
  conflict: z
    .enum([
      'several-people',
      'other-person',
      'different-person',
      'elsewhere',
      'administrator',
      'login-key',
    ])
    .nullable(),
  /** The person that it would join, or those it conflicts with. */
  people: z.array(concerned),
  /** What would change about the person that it would join. */
  changes: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type ApplicationOutcome = z.infer<typeof outcome>;

/** What the campus directory says of the campus number, and whether the application agrees. */
const directorySays = z.discriminatedUnion('is', [
  /** None is configured. */
  z.object({ is: z.literal('none') }),
  z.object({ is: z.literal('away') }),
  z.object({ is: z.literal('unknown') }),
  z.object({
    is: z.literal('found'),
    name: z.string(),
    email: z.string().nullable(),
    active: z.boolean(),
    agrees: z.object({ name: z.boolean(), email: z.boolean(), department: z.boolean() }),
  }),
]);
export type DirectorySays = z.infer<typeof directorySays>;

export const applicationDetail = applicationShown.extend({
  phone: z.string().nullable(),
  expiresOn: z.string().nullable(),
  /** The applicant's language: a reason is best written in it. */
  locale: z.string(),
  reason: z.string().nullable(),
  /** Null once it is decided. */
  outcome: outcome.nullable(),
  /** Null once it is decided. */
  directory: directorySays.nullable(),
  /** Others of my scope that wait with the same campus number or phone. */
  rivals: z.array(z.object({ id, name: z.string(), email: z.string() })),
});
export type ApplicationDetail = z.infer<typeof applicationDetail>;

export const listApplications = endpoint({
  id: 'listApplications',
  summary:
    'Applications of my scope: those that wait, the oldest first; or those decided, the latest first.',
  method: 'GET',
  path: '/api/admin/applications',
  who: 'person',
  query: z.strictObject({
    show: z.enum(['waiting', 'decided']).default('waiting'),
    cursor,
  }),
  reply: z.object({
    applications: z.array(applicationShown),
    /** How many wait. */
    waiting: z.int(),
    next: z.string().nullable(),
  }),
});

export const getApplication = endpoint({
  id: 'getApplication',
  summary: 'One application, and what accepting it would do.',
  method: 'GET',
  path: '/api/admin/applications/:applicationId',
  who: 'person',
  params: byApplication,
  reply: applicationDetail,
});

export const acceptApplication = endpoint({
  id: 'acceptApplication',
  summary: 'Registers the applicant, who is told by mail.',
  method: 'POST',
  path: '/api/admin/applications/:applicationId/acceptance',
  who: 'person',
  params: byApplication,
  body: z.strictObject({
    /** The known person whom the applicant is, as I saw it; null: somebody new. */
    joins: id.nullable(),
  }),
  reply: applicationDetail,
});

export const refuseApplication = endpoint({
  id: 'refuseApplication',
  summary: 'Refuses an application with a reason, which the applicant gets by mail.',
  method: 'POST',
  path: '/api/admin/applications/:applicationId/refusal',
  who: 'person',
  params: byApplication,
  body: z.strictObject({ reason: lines(1000) }),
  reply: applicationDetail,
});

export const undoDecision = endpoint({
  id: 'undoDecision',
  summary: 'Takes a decision back while nothing newer depends on it; the applicant is told.',
  method: 'DELETE',
  path: '/api/admin/applications/:applicationId/decision',
  who: 'person',
  params: byApplication,
  reply: applicationDetail,
});
