import { z } from 'zod';
import { endpoint, id, moment, text } from '../../../../kernel/contract.ts';
import { vouched } from '../../lti/contract.ts';

/** A Moodle that its activity plugin has connected. */
const moodleShown = z.object({
  id,
  name: z.string(),
  /** Its address, as its config.php has it. */
  wwwroot: z.string(),
  /** Releases of the plugin and of Moodle, as they were when it was connected. */
  plugin: z.string(),
  moodle: z.string(),
  vouches: z.array(vouched),
  rooms: z.int().nonnegative(),
  connectedAt: moment,
  /** When it last said or asked something. */
  heardAt: moment,
  /** When somebody there last pressed the plugin's test; null: never since it was connected. */
  testedAt: moment.nullable(),
  /** Why the latest members that it sent were not taken, as a failure's code; null: they were. */
  failure: z.string().nullable(),
  failedAt: moment.nullable(),
});
export type MoodleShown = z.infer<typeof moodleShown>;

export const listMoodles = endpoint({
  id: 'listMoodles',
  summary: 'The Moodles that are connected by the activity plugin. For system admins.',
  method: 'GET',
  path: '/api/admin/moodles',
  who: 'person',
  reply: z.object({ moodles: z.array(moodleShown) }),
});

export const openMoodleConnection = endpoint({
  id: 'openMoodleConnection',
  summary:
    'Makes a code with which the Moodle at one address connects itself, once, within an hour. For system admins.',
  method: 'POST',
  path: '/api/admin/moodles/codes',
  who: 'person',
  body: z.strictObject({
    wwwroot: z.url({ protocol: /^https?$/u }).max(191),
    name: text(255),
    vouches: z.array(vouched).max(3),
  }),
  reply: z.object({
    /** The bridge's address, that is pasted beside the code. */
    address: z.string(),
    code: z.string(),
    expiresAt: moment,
  }),
});

export const disconnectMoodle = endpoint({
  id: 'disconnectMoodle',
  summary:
    'Disconnects a Moodle: nobody comes in by its activities any more, and panels that were opened from them close. For system admins.',
  method: 'DELETE',
  path: '/api/admin/moodles/:moodleId',
  who: 'person',
  params: z.strictObject({ moodleId: id }),
  reply: z.object({}),
});
