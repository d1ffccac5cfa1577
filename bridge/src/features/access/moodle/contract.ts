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

export const moodlePlans = endpoint({
  id: 'moodlePlans',
  summary:
    'Which meetings are planned in the rooms of a connected Moodle from yesterday on, for a year; nothing where Moodle knows it.',
  method: 'POST',
  path: '/api/moodle/plans',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({
    /** Another one as soon as anything is planned otherwise: sent with the next question. */
    mark: z.string(),
    /** What begins before this moment is not said: it stays as it is. */
    from: moment,
    /** Null: as it was at the mark that was sent. */
    rooms: z
      .array(
        z.object({
          room: z.string(),
          /** Of the series; with the date it names the meeting. */
          series: z.string(),
          title: z.string(),
          group: z.string().nullable(),
          minutes: z.int(),
          dates: z.array(z.object({ date: z.string(), at: moment })),
        }),
      )
      .nullable(),
  }),
});

export const moodleNotifications = endpoint({
  id: 'moodleNotifications',
  summary:
    'What a connected Moodle should tell its people since a moment: classes that started, calls that were missed. While it asks and says what it told, we send them no mail of these.',
  method: 'POST',
  path: '/api/moodle/notifications',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({
    /** What to ask after next time. */
    until: moment,
    started: z.array(
      z.object({
        meeting: z.string(),
        room: z.string(),
        title: z.string(),
        host: z.string(),
        at: moment,
        /** Whom it is for and who is not in: ids of this Moodle. */
        users: z.array(z.string()),
      }),
    ),
    missed: z.array(
      z.object({
        call: z.string(),
        user: z.string(),
        caller: z.string(),
        title: z.string(),
        at: moment,
        /** The room where it was; null: in none of this Moodle. */
        room: z.string().nullable(),
        /** Where the meeting is joined while it runs. */
        url: z.string(),
      }),
    ),
  }),
});

export const moodleTold = endpoint({
  id: 'moodleTold',
  summary:
    'What a connected Moodle has told its people: whom it has not told within three minutes, we mail.',
  method: 'POST',
  path: '/api/moodle/told',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({}),
});

export const moodleHeld = endpoint({
  id: 'moodleHeld',
  summary:
    'In which rooms of a connected Moodle something is kept of one of its users, or of whom in one of its rooms.',
  method: 'POST',
  path: '/api/moodle/personal-data/held',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({ rooms: z.array(z.string()), users: z.array(z.string()) }),
});

export const moodlePersonalData = endpoint({
  id: 'moodlePersonalData',
  summary: 'All that is kept of a user of a connected Moodle in the meetings of one of its rooms.',
  method: 'POST',
  path: '/api/moodle/personal-data',
  who: 'anyone',
  inMaintenance: true,
  body: signed,
  reply: z.object({
    sections: z.array(
      z.object({
        table: z.string(),
        kind: z.string(),
        rows: z.array(z.record(z.string(), z.unknown())),
        /** There are more than are shown. */
        isCut: z.boolean(),
      }),
    ),
  }),
});

export const eraseMoodlePersonalData = endpoint({
  id: 'eraseMoodlePersonalData',
  summary:
    'Erases what is kept of users of a connected Moodle in the meetings of one of its rooms: what others need stays without a name.',
  method: 'POST',
  path: '/api/moodle/personal-data/erasures',
  who: 'anyone',
  body: signed,
  reply: z.object({}),
});

export const moodleGuest = endpoint({
  id: 'moodleGuest',
  summary:
    'Where one guest of a connected Moodle comes into a meeting of one of its rooms: a guest link that is good once.',
  method: 'POST',
  path: '/api/moodle/guests',
  who: 'anyone',
  body: signed,
  reply: z.object({
    /** Null: nothing runs there for everybody, and nothing is planned. */
    url: z.string().nullable(),
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
