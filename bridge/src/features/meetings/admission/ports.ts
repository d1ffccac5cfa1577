import type { Participant } from './series.ts';

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
