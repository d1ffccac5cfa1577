import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Lti } from '../../access/lti/index.ts';
import type { Audit } from '../../audit/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Attendance } from '../attendance/index.ts';

/** What grades are made with. */
export interface GradesDeps {
  db: Database;
  clock: Clock;
  log: Log;
  events: Pick<Events, 'subscribe'>;
  audit: Pick<Audit, 'record'>;
  people: Pick<People, 'findMany' | 'accountsIn'>;
  attendance: Pick<Attendance, 'requireHost' | 'sums' | 'forgotten'>;
  /** The gradebooks of LMSs. @throws Failure lti/… */
  gradebook: Lti['grades'];
  /** Whether Moodle's plugin keeps grades of this course by itself. */
  isGradedByPlugin: (courseId: string) => Promise<boolean>;
}
