import type { Participant, Plan } from './series.ts';

/** Who takes part: a person of the campus who is active, or a guest. */
export interface ParticipantReader {
  find: (participantId: string) => Promise<Participant | null>;
}

/** What invitations need to know of people. */
export interface InviteeReader {
  findMany: (personIds: readonly string[]) => Promise<Invitee[]>;
  /** Ids of the courses that a person is in, with whether the person may host them. */
  coursesOf: (personId: string) => Promise<string[]>;
}

export interface Invitee {
  id: string;
  displayName: string;
  email: string | null;
  locale: string | null;
}

/** A department in the campus's tree. */
export interface UnitOfCampus {
  id: string;
  parentId: string | null;
  name: string;
}

/** What a series for departments needs to know of them. */
export interface DepartmentReader {
  /** All that are there now. */
  tree: () => Promise<UnitOfCampus[]>;
  /** Ids of the departments that somebody is in. */
  unitsOf: (personId: string) => Promise<string[]>;
  /** Ids of the people in these departments and all below them. */
  membersBelow: (departmentIds: readonly string[]) => Promise<string[]>;
  /** Whether somebody is of the staff, who alone may invite whole departments. */
  isStaff: (personId: string) => Promise<boolean>;
}

/** Somebody who is to get a mail. */
export interface Recipient {
  personId: string | null;
  name: string | null;
  email: string;
  locale: string | null;
}

/** What an invitation mail says; its calendar file is made from it. Moments in milliseconds. */
export interface Invitation {
  seriesId: string;
  title: string;
  /** Somebody's own meeting: its title is a name. */
  isPersonal: boolean;
  hostName: string;
  /** Whose meeting it is; null for a course's. */
  hostId: string | null;
  recipients: Recipient[];
  /** Who invites; how many mails that may cause is counted by person and day. */
  senderId: string;
  message: string | null;
  /** The link that lets its holder in. */
  link: { id: string; url: string };
  number: string;
  guestPassword: string | null;
  /** The next occurrence, or when the running one began. */
  startsAt: number | null;
  /** When it takes place at all; null for what is not planned. */
  schedule: Plan | null;
}

/** What is said of a series that does not take place. */
export type Dropped = Pick<Invitation, 'seriesId' | 'title' | 'isPersonal' | 'hostName' | 'hostId'>;

/** Sends invitations. @throws Failure mail/not-configured, mail/quota, mail/link-in-text */
export interface Invitations {
  /** Which of these want no invitations of this host, or of anybody here: they are not mailed. */
  refusing: (recipients: readonly Recipient[], hostId: string | null) => Promise<string[]>;
  send: (invitation: Invitation) => Promise<void>;
  /** What a scheduled series says has changed: those who were invited before get an update. */
  /** Each keeps the own link; `link` is for those who have none. */
  update: (
    invitation: Omit<Invitation, 'recipients' | 'senderId' | 'message' | 'link'> & {
      link: Invitation['link'] | null;
    },
  ) => Promise<void>;
  /** True where somebody was invited whose link is not known any more. */
  areWithoutLink: (seriesId: string) => Promise<boolean>;
  /** It is not planned any more: what was planned goes out of calendars. The invited stay so. */
  unplan: (series: Dropped) => Promise<void>;
  cancel: (series: Dropped) => Promise<void>;
}
