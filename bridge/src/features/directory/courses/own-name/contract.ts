import { z } from 'zod';
import { endpoint } from '../../../../kernel/contract.ts';

/** The most characters of a name that somebody gives to themselves, as it is kept. */
export const ownNameLength = 60;

/** A name that somebody gave to themselves. */
export const ownName = z.object({
  /** No source gives a name, so that the person may. */
  mayGive: z.boolean(),
  /** As it was given; null where none was. */
  name: z.string().nullable(),
});
export type OwnName = z.infer<typeof ownName>;

const path = '/api/me/name';

export const getOwnName = endpoint({
  id: 'getOwnName',
  summary: 'Whether the caller’s LMS withholds their name, and the name that they gave themselves.',
  method: 'GET',
  path,
  who: 'person',
  reply: ownName,
});

export const giveOwnName = endpoint({
  id: 'giveOwnName',
  summary: 'Gives the caller a name where no source does; it is shown as self-given.',
  method: 'PUT',
  path,
  who: 'person',
  body: z.strictObject({ name: z.string().min(1).max(200) }),
  reply: ownName,
});
