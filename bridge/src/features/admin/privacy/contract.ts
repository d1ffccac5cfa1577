import { z } from 'zod';
import { endpoint, file, id, lines, moment, mediaTypes } from '../../../kernel/contract.ts';
import { dataKinds } from '../../../kernel/personal-data.ts';

/** What is kept, by what it is; the panel has words for each. */
export const dataKind = z.enum(dataKinds);

/** What keeps somebody from being erased now. */
export const blocker = z.object({
  code: z.enum(['erasure/listed', 'erasure/in-meeting', 'admin/last-system-admin']),
  /** The sources that list the person, as they are configured, for example `ldap:…`. */
  sources: z.array(z.string()),
});
export type Blocker = z.infer<typeof blocker>;

const myErasure = z.object({
  id,
  state: z.enum(['asked', 'approved', 'refused', 'withdrawn']),
  askedAt: moment,
  /** Until then it can be taken back. */
  dueAt: moment,
  /** Why it was refused. */
  reason: z.string().nullable(),
});
export type MyErasure = z.infer<typeof myErasure>;

export const myData = z.object({
  kinds: z.array(
    z.object({
      kind: dataKind,
      rows: z.int(),
      /** What of it goes by itself, and after how many days. */
      periods: z.array(z.object({ name: z.string(), days: z.int() })),
    }),
  ),
  /** Which sources say something of the person. */
  sources: z.array(z.string()),
  erasure: myErasure.nullable(),
  blockers: z.array(blocker),
  /** Whether an admin has to agree to an erasure. */
  isReviewed: z.boolean(),
});
export type MyData = z.infer<typeof myData>;

/** The present password; left out where a code was shown in this session just now. */
const proof = { current: z.string().max(200).optional() };

/** The language that a file is written in. */
const locale = z.enum(['zh-CN', 'en']);

export const getMyData = endpoint({
  id: 'getMyData',
  summary: 'What is kept about the caller, from which sources and for how long.',
  method: 'GET',
  path: '/api/me/data',
  who: 'participant',
  reply: myData,
});

export const exportMyData = endpoint({
  id: 'exportMyData',
  summary: 'All that is kept about the caller, as a ZIP (JSON, CSV and a page to read).',
  method: 'POST',
  path: '/api/me/data/export',
  who: 'participant',
  body: z.strictObject({ ...proof, locale }),
  reply: file,
  download: [mediaTypes.zip],
});

export const askForErasure = endpoint({
  id: 'askForErasure',
  summary: 'Asks for the caller to be erased; it can be taken back for seven days.',
  method: 'POST',
  path: '/api/me/erasure',
  who: 'person',
  body: z.strictObject(proof),
  reply: myErasure,
});

export const withdrawErasure = endpoint({
  id: 'withdrawErasure',
  summary: 'Takes the wish to be erased back.',
  method: 'DELETE',
  path: '/api/me/erasure',
  who: 'person',
  reply: z.object({}),
});

/** A reason that the applicant is told. */
export const reason = lines(1000);
export { locale as exportLocale };
