import { z } from 'zod';
import { endpoint, id, moment, text } from '../../kernel/contract.ts';
import { openSession } from '../sessions/contract.ts';

/** How a code is sent. */
export const codeWay = z.enum(['sms', 'mail']);
export type CodeWay = z.infer<typeof codeWay>;

/** A phone number, mail address or campus number, as its owner writes it. */
const identifier = text(254);

/** Six digits; spaces, hyphens and full-width digits are taken as people write them. */
const code = z
  .string()
  .max(40)
  .transform((value) => value.normalize('NFKC').replace(/[\s-]/gu, ''))
  .refine((value) => /^\d{6}$/u.test(value), 'must be six digits');

/** The same for everybody: it tells nothing of whether somebody is known. */
const askedCode = z.object({
  codeId: id,
  expiresAt: moment,
  /** From when on another one can be asked for. */
  nextAt: moment,
});
export type AskedCode = z.infer<typeof askedCode>;

export const loginWays = endpoint({
  id: 'loginWays',
  summary: 'In which ways one can log in here.',
  method: 'GET',
  path: '/api/login',
  who: 'anyone',
  reply: z.object({ sms: z.boolean(), mail: z.boolean() }),
});

export const askForCode = endpoint({
  id: 'askForCode',
  summary:
    'Sends a one-time code to a person by a way that is known of them; the answer is the same for strangers.',
  method: 'POST',
  path: '/api/login/codes',
  who: 'anyone',
  body: z.strictObject({ identifier, via: codeWay }),
  reply: askedCode,
});

export const logInByCode = endpoint({
  id: 'logInByCode',
  summary: 'Opens a session with a one-time code; it works once, for ten minutes.',
  method: 'POST',
  path: '/api/login/codes/:codeId',
  who: 'anyone',
  params: z.strictObject({ codeId: id }),
  body: z.strictObject({ code }),
  reply: openSession,
});
