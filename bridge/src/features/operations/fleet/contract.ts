import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';

/** How many more people the videobridges take now, by the rule that Jicofo goes by. */
export const roomInFleet = z.object({
  /** In whatever meetings. */
  seats: z.int().nonnegative(),
  /** In one meeting that nobody is in yet: only videobridges that may share a meeting count together. */
  oneMeeting: z.int().nonnegative(),
  /** How many videobridges take newcomers. */
  videobridges: z.int().nonnegative(),
});
export type RoomInFleet = z.infer<typeof roomInFleet>;

/**
 * What somebody's HTTP says: `well`, `unwell` (it answers that something is wrong), `silent`, `refused` (it answers
 * otherwise than Jitsi does: switched off, or somebody else), `not-configured` (we know no address).
 */
export const serverState = z.enum(['well', 'unwell', 'silent', 'refused', 'not-configured']);
export type ServerState = z.infer<typeof serverState>;

/**
 * `away`: neither Jicofo nor we hear of it; `unlisted`: it answers, and Jicofo does not know it; `ill`: Jicofo sends
 * nobody there; `ending`: it ends when the last one has gone.
 */
export const videobridgeState = z.enum([
  'well',
  'overloaded',
  'draining',
  'ending',
  'ill',
  'unlisted',
  'away',
]);
export type VideobridgeState = z.infer<typeof videobridgeState>;

export const fleetVideobridge = z.object({
  /** Its relay id, or the name under which Jicofo lists it. */
  id: z.string(),
  state: videobridgeState,
  /** What its own HTTP says. */
  answers: serverState,
  region: z.string().nullable(),
  version: z.string().nullable(),
  /** 1 is all that it is said to bear; null: nobody says. */
  stress: z.number().nullable(),
  /** The same with those who came within the last seconds. */
  correctedStress: z.number().nullable(),
  people: z.int().nonnegative().nullable(),
  /** How many more it takes. */
  seats: z.int().nonnegative(),
  isDraining: z.boolean(),
  /** Many of its people get no connection. */
  isFailingIce: z.boolean(),
  /** From people and to them, kbit/s. */
  receivedKbps: z.number().nullable(),
  sentKbps: z.number().nullable(),
  mayDrain: z.boolean(),
  /** Whether its people can be moved: it drains, and there is another one for them. */
  mayMove: z.boolean(),
});
export type FleetVideobridge = z.infer<typeof fleetVideobridge>;

export const liveMeeting = z.object({
  /** Null for a room that is none of ours. */
  meetingId: id.nullable(),
  title: z.string(),
  owner: z.string(),
  since: moment.nullable(),
  people: z.int().nonnegative(),
  /** How many wait to be let in. */
  waiting: z.int().nonnegative(),
  /** Which carry it; null where no videobridge's own address is configured. */
  videobridges: z.array(z.object({ id: z.string(), people: z.int().nonnegative() })).nullable(),
});
export type LiveMeeting = z.infer<typeof liveMeeting>;

/** Those who come faster than the conference server takes them, in all meetings together. */
export const entryQueue = z.object({
  waiting: z.int().nonnegative(),
  /** How long the one waits who has waited longest; null where nobody does. */
  longestSeconds: z.int().nonnegative().nullable(),
  /** Let in and not seen inside yet, and how many may be at once. */
  onTheWay: z.int().nonnegative(),
  atOnce: z.int().nonnegative(),
  /** How many came in within the last minute. */
  cameIn: z.int().nonnegative(),
});
export type EntryQueueView = z.infer<typeof entryQueue>;

const base = '/api/admin/operations';

export const getFleet = endpoint({
  id: 'getFleet',
  summary:
    'Jicofo and the videobridges as they are now, meetings that run, and the room that is left. For system admins.',
  method: 'GET',
  path: `${base}/fleet`,
  who: 'person',
  reply: z.object({
    at: moment,
    jicofo: z.object({
      state: serverState,
      version: z.string().nullable(),
      /** What it says is wrong, in its own words. */
      trouble: z.string().nullable(),
    }),
    videobridges: z.array(fleetVideobridge),
    /** Null where nobody knows. */
    room: roomInFleet.nullable(),
    /** What Jicofo goes by, as configured here. */
    rules: z.object({
      stressThreshold: z.number(),
      mostOfOneMeeting: z.int().nullable(),
    }),
    /** The largest 200. */
    meetings: z.array(liveMeeting),
    totals: z.object({ meetings: z.int(), people: z.int() }),
    queue: entryQueue,
  }),
});

const byVideobridge = z.strictObject({ videobridgeId: z.string().min(1).max(200) });

export const drainVideobridge = endpoint({
  id: 'drainVideobridge',
  summary:
    'Newcomers go elsewhere from now on (drain), or come again; whoever is on it stays. For system admins.',
  method: 'PUT',
  path: `${base}/videobridges/:videobridgeId/drain`,
  who: 'person',
  inMaintenance: true,
  params: byVideobridge,
  body: z.strictObject({ drain: z.boolean() }),
  reply: z.object({}),
});

export const movePeople = endpoint({
  id: 'movePeople',
  summary:
    'Calls people of a draining videobridge to the others, largest meetings first; each is away for a moment. For system admins.',
  method: 'POST',
  path: `${base}/videobridges/:videobridgeId/moves`,
  who: 'person',
  inMaintenance: true,
  params: byVideobridge,
  body: z.strictObject({ people: z.int().min(1).max(100_000) }),
  reply: z.object({ moved: z.int().nonnegative() }),
});
