import { z } from 'zod';
import { endpoint, moment, text } from '../../../kernel/contract.ts';

/** A message that a connected Moodle signed; what may stand in each is in messages.ts. */
const signed = z.strictObject({ token: z.string().min(20).max(32_000) });

export const connectMoodle = endpoint({
  id: 'connectMoodle',
  summary: 'Connects the Moodle for which campus IT made a code; each code once.',
  method: 'POST',
  path: '/api/moodle/connections',
  who: 'anyone',
  body: z.strictObject({
    code: z.string().trim().min(1).max(200),
    /** The Moodle's address, as its config.php has it. */
    wwwroot: z.url({ protocol: /^https?$/u }).max(191),
    /** The public half of the key that the plugin made, PEM. */
    publicKey: z.string().max(4_000),
    /** A token signed by the other half: `sub` is `connect`. */
    proof: z.string().max(4_000),
    /** Release of the plugin and of Moodle. */
    plugin: text(50),
    moodle: text(100),
  }),
  reply: z.object({
    /** What IT called this Moodle. */
    name: z.string(),
    /** What it may vouch for, beside its own ids. */
    vouches: z.array(z.string()),
    /** `aud` of launches, and of messages. */
    audience: z.string(),
    messageAudience: z.string(),
    /** HMAC-SHA256 of the Moodle's address by the code, hex: whoever answers knows the code, too. */
    proof: z.string(),
  }),
});

export const testMoodle = endpoint({
  id: 'testMoodle',
  summary: 'Says to a connected Moodle that its key fits, and how far the clocks differ.',
  method: 'POST',
  path: '/api/moodle/tests',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({
    name: z.string(),
    vouches: z.array(z.string()),
    /** Our clock, seconds since 1970. */
    now: z.int(),
    /** Rooms of this Moodle that are known. */
    rooms: z.int(),
  }),
});

export const pushMoodleRoster = endpoint({
  id: 'pushMoodleRoster',
  summary: 'Takes who may come into one room of a connected Moodle; the body is the signed token.',
  method: 'POST',
  path: '/api/moodle/rosters',
  who: 'anyone',
  /** Five thousand people with long names. */
  upload: 8 * 1024 * 1024,
  reply: z.object({
    /** `needs-confirmation`: so many would go that an administrator here is asked first. */
    state: z.enum(['applied', 'unchanged', 'needs-confirmation']),
  }),
});

export const moodleLive = endpoint({
  id: 'moodleLive',
  summary: 'Which rooms of a connected Moodle have a meeting now, and how many are in.',
  method: 'POST',
  path: '/api/moodle/live',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({
    rooms: z.array(
      z.object({
        room: z.string(),
        title: z.string(),
        present: z.int(),
        /** Seconds since 1970. */
        startedAt: z.int(),
        /** The group that it is for; null for all. */
        group: z.string().nullable(),
      }),
    ),
  }),
});

export const moodleAttendance = endpoint({
  id: 'moodleAttendance',
  summary:
    'What attendance comes to in the rooms of a connected Moodle where it changed after a moment, the earliest first.',
  method: 'POST',
  path: '/api/moodle/attendance',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({
    rooms: z.array(
      z.object({
        room: z.string(),
        /** When it changed: what to ask after next time. */
        at: moment,
        people: z.array(
          z.object({
            user: z.string(),
            /** Meetings that count for this person, without those that were excused. */
            counted: z.int(),
            attended: z.int(),
            minutes: z.int(),
          }),
        ),
      }),
    ),
    /** There are more: ask again. */
    more: z.boolean(),
  }),
});

export const moodleSignedOut = endpoint({
  id: 'moodleSignedOut',
  summary: 'A connected Moodle tells that somebody signed out there: what was opened from it ends.',
  method: 'POST',
  path: '/api/moodle/logouts',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({}),
});
