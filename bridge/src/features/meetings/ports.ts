import type { Meeting, SeriesOfMeeting, MeetingRole } from './meeting.ts';
import type { ConferenceEventBatch } from './conference-event.ts';

/** What meetings need to know of those who take part: people and guests. */
export interface PersonReader {
  find: (
    personId: string,
  ) => Promise<{ id: string; kind: 'person' | 'guest'; displayName: string } | null>;
}

/** A room on the conference server, as it counts it itself. */
export interface RoomSize {
  room: string;
  occupants: { id: string; jid: string; userId: string; joinedAt: number }[];
}

/** What the conference server can be told. @throws Failure conference/unavailable or conference/refused */
export interface ConferenceServer {
  endRoom: (room: string, reason: string) => Promise<void>;
  kick: (room: string, userId: string, reason: string) => Promise<void>;
  sizes: () => Promise<{ source: string; sequence: number; rooms: RoomSize[] }>;
}

/** Whether somebody is signed in anywhere: their sessions may have been ended by others. */
export interface SignedIn {
  goesOn: (participantId: string) => Promise<boolean>;
}

/** Reads what the conference server tells. @throws Failure conference/event-unsigned, /event-stale, request/invalid */
export interface EventReader {
  read: (body: Buffer, signature: string | undefined) => ConferenceEventBatch;
}

/** Signs the token that opens one room to one person. */
export interface RoomTokens {
  sign: (grant: RoomGrant) => Promise<{ jwt: string; expiresAt: number }>;
}

export interface RoomGrant {
  room: string;
  person: { id: string; name: string; guest: boolean };
  moderator: boolean;
}

/** Where the conference server is, for browsers. */
export interface ConferenceAddress {
  domain: string;
  muc: string;
  focus: string;
  serviceUrl: string;
  libraryUrl: string;
}

/** What became of somebody who wants in. */
export type Passage =
  | {
      outcome: 'entered';
      role: 'host' | 'member';
      participant: { id: string; kind: 'person' | 'guest'; displayName: string };
    }
  | { outcome: 'waiting'; since: number };

/** The series of a course or group; with `another` a further one. */
export interface WantedSeries {
  courseId: string;
  groupId: string | null;
  title: string;
  another: boolean;
}

/** The series that meetings are started in, made when first asked for. */
export interface SeriesForStarting {
  ofCourse: (wanted: WantedSeries) => Promise<SeriesOfMeeting>;
  /** The person's own. @throws Failure person/not-found */
  personal: (personId: string) => Promise<SeriesOfMeeting>;
}

/** Who may come in, and as what: decided by one policy for every way of admission (features/meetings/admission). */
export interface AdmissionService {
  /** What somebody is to a meeting who belongs to it or was admitted; null: neither. */
  roleIn: (meeting: Meeting, participantId: string) => Promise<MeetingRole>;
  /** Comes to the meeting. @throws Failure with why not */
  pass: (meeting: Meeting, participantId: string) => Promise<Passage>;
  /**
   * Whether somebody who is in the room may stay there: what the policy says of them now, whatever their
   * token says. @throws Failure with why not
   */
  requireStay: (meeting: Meeting, participantId: string) => Promise<'host' | 'member'>;
  /** Gives up the place in the lobby, where there is one. */
  stopWaiting: (meetingId: string, participantId: string) => Promise<void>;
  /** The meeting is over. */
  ended: (meeting: Meeting) => Promise<void>;
}
