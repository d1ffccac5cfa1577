import { z } from 'zod';
import { Failure } from '../../../kernel/failure.ts';
import { courseRole, saidCapabilities } from '../../directory/courses/contract.ts';
import type { CourseSnapshot } from '../../directory/sync/index.ts';
import { pluginRoom } from './rooms.ts';

const id = z.string().regex(/^\d{1,19}$/u);
const said = (max: number) => z.string().max(max).nullable().default(null);

/** An id of ours. */
const own = z.string().regex(/^[\w-]{1,36}$/u);

const room = z.string().regex(pluginRoom);

/** Claims that every message has besides those that any token needs. */
const base = z.object({ exp: z.number(), jti: z.string().min(8).max(200) });

export const connectClaims = base.extend({ sub: z.literal('connect') });
export const testClaims = base.extend({ sub: z.literal('test') });
export const liveClaims = base.extend({ sub: z.literal('live') });

export const attendanceClaims = base.extend({
  sub: z.literal('attendance'),
  /** Milliseconds since 1970. */
  after: z.number().int().nonnegative(),
});

export const plansClaims = base.extend({
  sub: z.literal('plans'),
  /** The mark of the latest answer; empty: none yet. */
  known: z.string().max(64).default(''),
});

export const notificationsClaims = base.extend({
  sub: z.literal('notifications'),
  /** Milliseconds since 1970: the `until` of the latest answer. */
  after: z.number().int().nonnegative(),
});

/** Far more than a campus misses in a minute; who is not named as told is mailed. */
const mostTold = 1_000;

export const toldClaims = base.extend({
  sub: z.literal('told'),
  /** Meetings of whose start it told, and which of those whom it was named it could not tell. */
  started: z
    .array(z.object({ meeting: own, untold: z.array(id).max(mostTold) }))
    .max(mostTold)
    .default([]),
  /** Calls of which it told who missed them. */
  missed: z.array(own).max(mostTold).default([]),
});

/** Where something is kept of a user; of whom, in a room. */
export const heldClaims = base.extend({
  sub: z.literal('held'),
  user: id.nullable().default(null),
  room: room.nullable().default(null),
});

export const personalDataClaims = base.extend({
  sub: z.literal('personal-data'),
  user: id,
  room,
});

export const erasureClaims = base.extend({
  sub: z.literal('erasure'),
  room,
  /** Null: of everybody. */
  users: z.array(id).max(mostTold).nullable(),
});

export const guestClaims = base.extend({ sub: z.literal('guest'), room });

export const logoutClaims = base.extend({
  sub: z.literal('logout'),
  user: id,
  /** When, in seconds since 1970. */
  at: z.number().int().positive(),
});

const person = z.object({
  id,
  given: z.string().max(255).default(''),
  family: z.string().max(255).default(''),
  email: said(254),
  number: said(191),
  phone: said(60),
  lang: said(35),
  zone: said(64),
  suspended: z.boolean().default(false),
});

export const rosterClaims = base.extend({
  sub: z.literal('roster'),
  room,
  /** Grows with each roster of a room. */
  sequence: z.number().int().positive(),
  /** The activity or its course was deleted: nobody is in it. */
  retired: z.boolean().default(false),
  /** The activity gives grades by itself; null: a plugin of before does not say. */
  graded: z.boolean().nullable().default(null),
  /** Whether its guests may come in, too; a plugin of before sends none. */
  guests: z.boolean().default(false),
  course: z.object({
    label: said(255),
    title: said(255),
    category: said(1000),
  }),
  groups: z.array(z.object({ id, name: z.string().max(255) })).max(2_000),
  people: z.array(person).max(20_000),
  members: z
    .array(
      z.object({
        id,
        role: courseRole,
        groups: z.array(id).max(2_000),
        /** By capabilities; left out by a plugin of before: then hosts have all of them. */
        capabilities: saidCapabilities.optional(),
      }),
    )
    .max(20_000),
});
export type RosterClaims = z.infer<typeof rosterClaims>;
export type ToldClaims = z.infer<typeof toldClaims>;

/** Reads verified claims of one kind. @throws Failure moodle/message that names each flaw */
export function readMessage<S extends z.ZodType>(shape: S, payload: unknown): z.output<S> {
  const parsed = shape.safeParse(payload);
  if (parsed.success) return parsed.data;
  const flaws = parsed.error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new Failure('moodle/message', { flaws });
}

/** A roster as the directory takes it. Ids are of the Moodle that signed, whatever stands in the message. */
export const snapshotOf = (message: RosterClaims, realm: string): CourseSnapshot => ({
  kind: 'course',
  source: `moodle:${realm}`,
  realm,
  course: { externalId: message.room, ...message.course },
  groups: message.retired ? [] : message.groups.map(({ id, name }) => ({ externalId: id, name })),
  people: message.retired ? [] : message.people.map(personOf),
  memberships: message.retired
    ? []
    : message.members.map((member) => ({
        personExternalId: member.id,
        role: member.role,
        groupExternalIds: member.groups,
        ...(member.capabilities ? { capabilities: member.capabilities } : {}),
      })),
  ...(message.retired ? { retired: true } : {}),
  problems: [],
});

const personOf = (one: z.infer<typeof person>): CourseSnapshot['people'][number] => ({
  externalId: one.id,
  displayName: '',
  givenName: one.given,
  familyName: one.family,
  email: one.email,
  campusNumber: one.number,
  phone: one.phone,
  locale: one.lang,
  timezone: one.zone,
  suspended: one.suspended,
});
