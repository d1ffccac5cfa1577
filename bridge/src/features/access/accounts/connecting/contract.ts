import { z } from 'zod';
import { endpoint, id } from '../../../../kernel/contract.ts';
import { openSession } from '../../sessions/contract.ts';
import { askedCode, code, codeWay, identifier, password } from '../contract.ts';

export const myConnection = endpoint({
  id: 'myConnection',
  summary:
    'Whether the caller, who is known by nothing but an LMS, may say which person of the campus they are.',
  method: 'GET',
  path: '/api/account/connection',
  who: 'person',
  reply: z.object({
    isOpen: z.boolean(),
    /** Where the caller’s account is: kind and name of the source. */
    source: z.object({ kind: z.string(), name: z.string() }).nullable(),
    ways: z.array(codeWay),
  }),
});
export type MyConnection = z.infer<(typeof myConnection)['reply']>;

export const askToConnect = endpoint({
  id: 'askToConnect',
  summary:
    'Sends a code to a contact that the campus knows of the person who is named; the answer is the same for strangers.',
  method: 'POST',
  path: '/api/account/connection/codes',
  who: 'person',
  body: z.strictObject({ identifier, via: codeWay }),
  reply: askedCode,
});

export const connectByCode = endpoint({
  id: 'connectByCode',
  summary:
    'Makes the caller the person whom the code was sent to; who administers anything gives the password too. Opens a session as that person.',
  method: 'POST',
  path: '/api/account/connection/codes/:codeId',
  who: 'person',
  params: z.strictObject({ codeId: id }),
  body: z.strictObject({ code, password: password.optional() }),
  reply: openSession,
});

export const connectByPassword = endpoint({
  id: 'connectByPassword',
  summary:
    'Makes the caller the person whose campus password it is. Opens a session as that person.',
  method: 'POST',
  path: '/api/account/connection/password',
  who: 'person',
  body: z.strictObject({ identifier, password }),
  reply: openSession,
});
