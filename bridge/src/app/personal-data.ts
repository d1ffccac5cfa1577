import { personalData as accounts } from '../features/access/accounts/personal.ts';
import { personalData as addressBook } from '../features/directory/address-book/personal.ts';
import {
  personalData as applications,
  retention as applicationsRetention,
} from '../features/registration/signup/personal.ts';
import { personalData as audit, retention as auditRetention } from '../features/audit/personal.ts';
import { personalData as calls, retention as callsRetention } from '../features/calls/personal.ts';
import { personalData as courses } from '../features/directory/courses/personal.ts';
import { personalData as departments } from '../features/directory/departments/personal.ts';
import {
  personalData as admission,
  retention as doorsRetention,
} from '../features/meetings/admission/personal.ts';
import { personalData as grades } from '../features/meetings/grades/personal.ts';
import { personalData as entryQueue } from '../features/meetings/entry-queue/personal.ts';
import { personalData as personMerge } from '../features/directory/merge/personal.ts';
import {
  personalData as ltiLaunches,
  retention as launchesRetention,
} from '../features/access/lti/personal.ts';
import { personalData as live } from '../features/live/personal.ts';
import { personalData as meetings } from '../features/meetings/personal.ts';
import { personalData as notifications } from '../features/notifications/sending/personal.ts';
import {
  personalData as outbox,
  retention as outboxRetention,
} from '../features/notifications/outbox/personal.ts';
import { personalData as people } from '../features/directory/people/personal.ts';
import { personalData as powers } from '../features/meetings/moderation/personal.ts';
import {
  personalData as privacy,
  retention as privacyRetention,
} from '../features/admin/privacy/personal.ts';
import {
  personalData as registration,
  retention as registrationRetention,
} from '../features/registration/import/personal.ts';
import { personalData as roles } from '../features/directory/roles/personal.ts';
import {
  personalData as syncService,
  retention as rostersRetention,
} from '../features/directory/sync/personal.ts';
import {
  personalData as sessions,
  retention as sessionsRetention,
} from '../features/access/sessions/personal.ts';
import {
  personalData as alarms,
  retention as alarmsRetention,
} from '../features/operations/alarms/personal.ts';
import { retention as operationsRetention } from '../features/operations/history/personal.ts';
import type { PersonalData } from '../kernel/personal-data.ts';
import type { Retention } from '../kernel/retention.ts';

/** All that is kept about people, as each feature states it. Whoever adds a table adds it there. */
export const personalData: readonly PersonalData[] = [
  ...people,
  ...personMerge,
  ...departments,
  ...courses,
  ...meetings,
  ...admission,
  ...entryQueue,
  ...grades,
  ...powers,
  ...calls,
  ...addressBook,
  ...notifications,
  ...outbox,
  ...accounts,
  ...sessions,
  ...live,
  ...roles,
  ...ltiLaunches,
  ...applications,
  ...registration,
  ...syncService,
  ...privacy,
  ...audit,
  ...alarms,
];

/** What goes after a while, as each feature states it; attendance and deactivated people have sweepers of their own. */
export const retentions: readonly Retention[] = [
  ...callsRetention,
  ...doorsRetention,
  ...sessionsRetention,
  ...launchesRetention,
  ...outboxRetention,
  ...auditRetention,
  ...applicationsRetention,
  ...registrationRetention,
  ...rostersRetention,
  ...privacyRetention,
  ...operationsRetention,
  ...alarmsRetention,
];
