import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { TableWriter } from '../../../kernel/table.ts';
import type { Audit } from '../../audit/index.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { NotificationMailer } from '../../notifications/sending/index.ts';
import type { Meeting } from '../meeting.ts';

/** What attendance is made with. */
export interface AttendanceDeps {
  db: Database;
  clock: Clock;
  events: Pick<Events, 'emit' | 'subscribe'>;
  audit: Pick<Audit, 'record' | 'recordAll'>;
  people: Pick<People, 'findMany' | 'addressees'>;
  courses: Pick<
    Courses,
    'membership' | 'allMembers' | 'listedMember' | 'memberIds' | 'groups' | 'course' | 'coursesOf'
  >;
  meetings: {
    /** When a meeting was to end by its plan; null: there is none. */
    plannedEnd: (meeting: Meeting) => Promise<number | null>;
    /** The names of those of these ids that are guests'. */
    guestNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  };
  writer: TableWriter;
  /** Tells people by mail, each by the own choice. */
  notifyByMail: NotificationMailer;
  /** Where browsers reach the panel. */
  publicUrl: string;
  /** IANA zone of people whose own is not known. */
  campusZone: string;
}
