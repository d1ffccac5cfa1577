import type { Migration } from '../src/kernel/database.ts';
import { migration as sessions } from './0001-sessions.ts';
import { migration as launches } from './0002-launches.ts';
import { migration as people } from './0003-people.ts';
import { migration as courses } from './0004-courses.ts';
import { migration as rosters } from './0005-rosters.ts';
import { migration as meetings } from './0006-meetings.ts';
import { migration as doors } from './0007-doors.ts';
import { migration as calls } from './0008-calls.ts';
import { migration as addressBook } from './0009-address-book.ts';
import { migration as outbox } from './0010-outbox.ts';
import { migration as notices } from './0011-notices.ts';
import { migration as powers } from './0013-powers.ts';
import { migration as portal } from './0014-portal.ts';
import { migration as roles } from './0015-roles.ts';
import { migration as departmentClaims } from './0016-department-claims.ts';
import { migration as accounts } from './0017-accounts.ts';
import { migration as applications } from './0021-applications.ts';
import { migration as registration } from './0023-registration.ts';
import { migration as registered } from './0024-registered.ts';
import { migration as rosterChanges } from './0025-roster-changes.ts';
import { migration as identities } from './0026-identities.ts';
import { migration as letters } from './0027-letters.ts';
import { migration as privacy } from './0028-privacy.ts';
import { migration as rosterCursors } from './0029-roster-cursors.ts';
import { migration as registrationLetters } from './0030-registration-letters.ts';
import { migration as seriesUnits } from './0031-series-units.ts';
import { migration as trust } from './0032-trust.ts';
import { migration as trustTold } from './0032-trust-told.ts';
import { migration as sourceContacts } from './0034-source-contacts.ts';
import { migration as connecting } from './0035-connecting.ts';
import { migration as platforms } from './0036-platforms.ts';
import { migration as campusNumbers } from './0037-campus-numbers.ts';
import { migration as sessionFamilies } from './0038-session-families.ts';
import { migration as mailQuotas } from './0039-mail-quotas.ts';
import { migration as plansAndGuests } from './0040-plans-and-guests.ts';
import { migration as sealed } from './0041-sealed.ts';
import { migration as lmsCourses } from './0043-lms-courses.ts';
import { migration as numberedMembers } from './0044-numbered-members.ts';
import { migration as jobLeases } from './0045-job-leases.ts';
import { migration as subjects } from './0046-subjects.ts';
import { migration as notificationChoices } from './0047-notification-choices.ts';
import { migration as spotlight } from './0048-spotlight.ts';
import { migration as chatRule } from './0049-chat-rule.ts';
import { migration as preparation } from './0050-preparation.ts';
import { migration as sheetLeases } from './0051-sheet-leases.ts';
import { migration as operationSamples } from './0052-operation-samples.ts';
import { migration as operationAlarms } from './0053-operation-alarms.ts';
import { migration as seatNumbers } from './0054-seat-numbers.ts';
import { migration as entryQueue } from './0055-entry-queue.ts';
import { migration as maintenance } from './0056-maintenance.ts';
import { migration as lectureMode } from './0057-lecture-mode.ts';
import { migration as entryQueueTimes } from './0058-entry-queue-times.ts';
import { migration as ages } from './0059-ages.ts';
import { migration as attendance } from './0061-attendance.ts';
import { migration as grades } from './0062-grades.ts';
import { migration as moodleConnections } from './0065-moodle-connections.ts';
import { migration as moodleAttendance } from './0066-moodle-attendance.ts';
import { migration as gradeLineItems } from './0067-grade-line-items.ts';
import { migration as rosterGroups } from './0068-roster-groups.ts';
import { migration as moodleGraded } from './0072-moodle-graded.ts';
import { migration as moodleNotices } from './0073-moodle-notices.ts';
import { migration as moodleTests } from './0074-moodle-tests.ts';
import { migration as retentionCounts } from './0075-retention-counts.ts';
import { migration as stays } from './0076-stays.ts';
import { migration as halfHours } from './0077-half-hours.ts';
import { migration as live } from './0078-live.ts';
import { migration as moodleTold } from './0069-moodle-told.ts';
import { migration as memberCapabilities } from './0070-member-capabilities.ts';
import { migration as lmsGuests } from './0080-lms-guests.ts';
import { migration as sessionPortals } from './0081-session-portals.ts';

/** Every step of the schema, in order; applied ones are never edited. */
export const migrations: readonly Migration[] = [
  sessions,
  launches,
  people,
  courses,
  rosters,
  meetings,
  doors,
  calls,
  addressBook,
  outbox,
  notices,
  powers,
  portal,
  roles,
  departmentClaims,
  accounts,
  applications,
  registration,
  registered,
  rosterChanges,
  identities,
  letters,
  privacy,
  rosterCursors,
  registrationLetters,
  seriesUnits,
  trust,
  trustTold,
  sourceContacts,
  connecting,
  platforms,
  campusNumbers,
  sessionFamilies,
  mailQuotas,
  plansAndGuests,
  sealed,
  lmsCourses,
  numberedMembers,
  jobLeases,
  subjects,
  notificationChoices,
  spotlight,
  chatRule,
  preparation,
  sheetLeases,
  operationSamples,
  operationAlarms,
  seatNumbers,
  entryQueue,
  maintenance,
  lectureMode,
  entryQueueTimes,
  ages,
  attendance,
  grades,
  moodleConnections,
  moodleAttendance,
  gradeLineItems,
  rosterGroups,
  moodleGraded,
  moodleNotices,
  moodleTests,
  retentionCounts,
  stays,
  halfHours,
  live,
  moodleTold,
  memberCapabilities,
  lmsGuests,
  sessionPortals,
];
