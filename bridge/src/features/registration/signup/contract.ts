import { z } from 'zod';
import { endpoint, id, moment, text } from '../../../kernel/contract.ts';
import { personKind } from '../import/contract.ts';

export const applicationKind = personKind;

/** What somebody types into a field; it is checked by the rules of the registration sheet. */
const typed = z.string().max(300);

/** The same for everybody: it tells nothing of whether somebody is known. */
const askedApplication = z.object({
  applicationId: id,
  /** Until when the code and the link in the mail are good. */
  expiresAt: moment,
  /** From when on another mail can be asked for. */
  nextAt: moment,
});
export type AskedApplication = z.infer<typeof askedApplication>;

/** What is wrong with a field: `flaws` of the failure application/invalid have one of these as their message. */
export const applicationIssue = z.enum([
  'missing',
  'too-long',
  'control-characters',
  'digits-lost',
  'not-a-kind',
  'not-a-number',
  'not-an-email',
  'not-a-phone',
  'not-a-date',
  'unknown-department',
  'foreign-department',
  'looks-like-a-formula',
  'foreign-domain',
  'in-the-past',
]);
export type ApplicationIssue = z.infer<typeof applicationIssue>;

export const getApplicationForm = endpoint({
  id: 'getApplicationForm',
  summary:
    'Whether one can apply for an account here, from which mail domains, and to which units.',
  method: 'GET',
  path: '/api/applications/form',
  who: 'anyone',
  reply: z.object({
    open: z.boolean(),
    /** `uni.test`, or `*.uni.test` for all below it. */
    domains: z.array(z.string()),
    departments: z.array(z.object({ id, parentId: id.nullable(), name: z.string() })),
  }),
});

export const apply = endpoint({
  id: 'apply',
  summary: 'Applies for an account; a mail with a code and a link confirms the address.',
  method: 'POST',
  path: '/api/applications',
  who: 'anyone',
  body: z.strictObject({
    name: typed,
    kind: applicationKind,
    campusNumber: typed,
    departmentId: id,
    email: typed,
    /** Empty where none is given; so is `expiresOn`. */
    phone: typed,
    expiresOn: typed,
    /** The language of the mails. */
    locale: z.enum(['zh-CN', 'en']),
    consent: z.literal(true),
  }),
  reply: askedApplication,
});

const byApplication = z.strictObject({ applicationId: id });

export const sendConfirmationAgain = endpoint({
  id: 'sendConfirmationAgain',
  summary: 'Sends another mail with another code and link; the former ones end.',
  method: 'POST',
  path: '/api/applications/:applicationId/mails',
  who: 'anyone',
  params: byApplication,
  reply: askedApplication,
});

/** Six digits; spaces, hyphens and full-width digits are taken as people write them. */
const code = z
  .string()
  .max(40)
  .transform((value) => value.normalize('NFKC').replace(/[\s-]/gu, ''))
  .refine((value) => /^\d{6}$/u.test(value), 'must be six digits');

const confirmed = z.object({ state: z.enum(['waiting', 'accepted']) });
export type Confirmed = z.infer<typeof confirmed>;

export const confirmByCode = endpoint({
  id: 'confirmByCode',
  summary: 'Confirms the mail address of an application by the code in the mail; it works once.',
  method: 'POST',
  path: '/api/applications/:applicationId/confirmation',
  who: 'anyone',
  params: byApplication,
  body: z.strictObject({ code }),
  reply: confirmed,
});

export const confirmByLink = endpoint({
  id: 'confirmByLink',
  summary: 'Confirms the mail address of an application by the link in the mail; it works once.',
  method: 'POST',
  path: '/api/applications/confirmations',
  who: 'anyone',
  body: z.strictObject({ token: text(100) }),
  reply: confirmed,
});
