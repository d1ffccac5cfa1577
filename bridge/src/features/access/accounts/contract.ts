import { z } from 'zod';
import { endpoint, id, moment, text } from '../../../kernel/contract.ts';
import { openSession } from '../sessions/contract.ts';

/** How a code is sent. */
export const codeWay = z.enum(['sms', 'mail']);
export type CodeWay = z.infer<typeof codeWay>;

/** A phone number, mail address or campus number, as its owner writes it. */
export const identifier = text(254);

/** Six digits; spaces, hyphens and full-width digits are taken as people write them. */
export const code = z
  .string()
  .max(40)
  .transform((value) => value.normalize('NFKC').replace(/[\s-]/gu, ''))
  .refine((value) => /^\d{6}$/u.test(value), 'must be six digits');

/** The same for everybody: it tells nothing of whether somebody is known. */
export const askedCode = z.object({
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
  reply: z.object({
    sms: z.boolean(),
    mail: z.boolean(),
    /** With the password of the campus account. */
    directory: z.boolean(),
  }),
});

export const askForCode = endpoint({
  id: 'askForCode',
  summary:
    'Sends a one-time code to a person by a way that is known of them; the answer is the same for strangers.',
  method: 'POST',
  path: '/api/login/codes',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({ identifier, via: codeWay }),
  reply: askedCode,
});

export const logInByCode = endpoint({
  id: 'logInByCode',
  summary: 'Opens a session with a one-time code; it works once, for ten minutes.',
  method: 'POST',
  path: '/api/login/codes/:codeId',
  who: 'anyone',
  inMaintenance: true,
  params: z.strictObject({ codeId: id }),
  body: z.strictObject({ code }),
  reply: openSession,
});

/** How well a password stands guessing is told by so many of its characters: long texts take long, and more only helps. */
export const measuredPasswordLength = 64;

export const password = z.string().min(1).max(200);

export const logInByPassword = endpoint({
  id: 'logInByPassword',
  summary: 'Opens a session with phone number, mail address or campus number, and the password.',
  method: 'POST',
  path: '/api/login/password',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({ identifier, password }),
  reply: openSession,
});

export const logInByDirectory = endpoint({
  id: 'logInByDirectory',
  summary:
    'Opens a session with the name and password of the campus account, where that is configured.',
  method: 'POST',
  path: '/api/login/directory',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({ identifier, password }),
  reply: openSession,
});

export const myAccount = endpoint({
  id: 'myAccount',
  summary: 'How the caller can log in, and whether a password may be set now.',
  method: 'GET',
  path: '/api/account',
  who: 'person',
  reply: z.object({
    passwordSetAt: moment.nullable(),
    /** Where codes go to, with all but the ends left out. */
    phone: z.string().nullable(),
    email: z.string().nullable(),
    campusNumber: z.string().nullable(),
    ways: z.array(codeWay),
    /** A code was shown in this session a moment ago: a password may be set without the former one. */
    isProven: z.boolean(),
  }),
});
export type MyAccount = z.infer<(typeof myAccount)['reply']>;

export const askForMyCode = endpoint({
  id: 'askForMyCode',
  summary: 'Sends a code to the caller: to what is known of them, or to a new number or address.',
  method: 'POST',
  path: '/api/account/codes',
  who: 'person',
  body: z.strictObject({ via: codeWay, contact: identifier.optional() }),
  reply: askedCode,
});

export const confirmMyCode = endpoint({
  id: 'confirmMyCode',
  summary: 'Shows the code: a new number or address can be logged in with, a password can be set.',
  method: 'POST',
  path: '/api/account/codes/:codeId',
  who: 'person',
  params: z.strictObject({ codeId: id }),
  body: z.strictObject({ code }),
  reply: z.object({}),
});

export const setPassword = endpoint({
  id: 'setPassword',
  summary:
    'Sets the caller’s password, with the present one or after a code; ends the caller’s other sessions.',
  method: 'PUT',
  path: '/api/account/password',
  who: 'person',
  body: z.strictObject({ password, current: password.optional() }),
  reply: z.object({}),
});
