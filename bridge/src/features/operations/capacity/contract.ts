import { z } from 'zod';
import { endpoint } from '../../../kernel/contract.ts';
import { mostSeats } from '../../meetings/contract.ts';

/** What is seen of the others: a grid, one large with a strip of small ones, or nothing. */
export const plannedLayout = z.enum(['gallery', 'speaker', 'audio']);
export type PlannedLayout = z.infer<typeof plannedLayout>;

const count = (least: number, most: number) =>
  z.coerce.number('is a number').int().min(least).max(most);

/** What is to be carried, and on what. Every part has a default, so that a number of people is enough to ask. */
export const capacityQuestion = z.strictObject({
  participants: count(2, 10_000).describe('People in one meeting.'),
  meetings: count(1, 1000).default(1).describe('Such meetings at the same time.'),
  cameras: count(0, 10_000).optional().describe('Cameras that are on; unless given, 25 at most.'),
  microphones: count(0, 10_000).default(10).describe('Microphones that are on.'),
  layout: plannedLayout.default('speaker').describe('What people look at.'),
  tiles: count(1, 49).default(25).describe('Pictures on a page of the gallery.'),
  share: z
    .stringbool()
    .or(z.boolean())
    .default(true)
    .describe('Whether somebody shares a screen (true or false).'),
  cores: count(1, 128).default(8).describe('Cores of a videobridge’s machine.'),
  nic: count(10, 400_000).default(1000).describe('Its network card, Mbit/s.'),
  perBridge: count(2, 1000)
    .default(80)
    .describe('jicofo.bridge.max-bridge-participants: people of one meeting on one videobridge.'),
  joinRate: count(1, 500)
    .default(20)
    .describe('muc_rate_joins: how many a second Prosody lets into a room.'),
  bridges: count(1, 200).optional().describe('Videobridges that there are; unless given, planned.'),
});
export type CapacityQuestion = z.output<typeof capacityQuestion>;

/** What can be too small. */
export const capacityLimit = z.enum([
  'packets',
  'network-out',
  'network-in',
  'participants',
  'downlink',
  'joining',
]);
export type CapacityLimit = z.infer<typeof capacityLimit>;

/** A change that would make a meeting fit which does not. */
export const capacityRemedy = z.object({
  change: z.enum([
    'bridges',
    'joinRate',
    'cameras',
    'layout',
    'cores',
    'nic',
    'perBridge',
    'participants',
  ]),
  /** What it has to be: a number, or the layout. */
  to: z.union([z.number(), plannedLayout]),
});
export type CapacityRemedy = z.infer<typeof capacityRemedy>;

/** Bit rates in bit/s, packets in packets a second, shares from 0 (idle) upward; above 1 is too much. */
export const capacityPlan = z.object({
  question: capacityQuestion.extend({ cameras: z.number() }),
  /** Whether it is carried, with the videobridges that there are where their number was given. */
  carried: z.boolean(),
  /** Videobridges that are needed, without and with one that may fail; null when no number is enough. */
  needed: z.number().nullable(),
  withSpare: z.number().nullable(),
  person: z.object({
    pictures: z.number(),
    receives: z.number(),
    packets: z.number(),
    sends: z.number(),
  }),
  /** The busiest videobridge. */
  bridge: z.object({
    participants: z.number(),
    packets: z.number(),
    out: z.number(),
    in: z.number(),
    relayOut: z.number(),
    relayIn: z.number(),
  }),
  /** All videobridges together. */
  total: z.object({ participants: z.number(), packets: z.number(), out: z.number() }),
  signalling: z.object({
    /** Seconds until the last one is in, when all come at once. */
    joinSeconds: z.number(),
    /** Presence stanzas that Prosody sends while all of one meeting come. */
    joinStanzas: z.number(),
    /** In the second in which the last ones come. */
    peakStanzas: z.number(),
    /** For one who mutes or unmutes. */
    toggleStanzas: z.number(),
  }),
  /** How much of each limit is used, the fullest first: what would break first. */
  limits: z.array(z.object({ limit: capacityLimit, used: z.number(), most: z.number() })),
  remedies: z.array(capacityRemedy),
  /** The same meeting at other sizes, for the chart. */
  bySize: z.array(
    z.object({
      participants: z.number(),
      needed: z.number().nullable(),
      out: z.number(),
      packets: z.number(),
    }),
  ),
  /** How many people Campus Meet seats in one meeting. */
  mostSeats: z.literal(mostSeats),
});
export type CapacityPlan = z.infer<typeof capacityPlan>;

export const planVideobridges = endpoint({
  id: 'planVideobridges',
  summary: 'How many videobridges a meeting needs, by what, and what would break first.',
  method: 'GET',
  path: '/api/admin/operations/capacity',
  who: 'person',
  query: capacityQuestion,
  reply: capacityPlan,
});
