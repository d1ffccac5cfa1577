import { personalData as accounts } from '../features/accounts/personal.ts';
import { personalData as addressBook } from '../features/address-book/personal.ts';
import { personalData as applications } from '../features/applications/personal.ts';
import { personalData as audit } from '../features/audit/personal.ts';
import { personalData as calls } from '../features/calls/personal.ts';
import { personalData as courses } from '../features/courses/personal.ts';
import { personalData as departments } from '../features/departments/personal.ts';
import { personalData as doors } from '../features/doors/personal.ts';
import { personalData as identities } from '../features/identities/personal.ts';
import { personalData as live } from '../features/live/personal.ts';
import { personalData as meetings } from '../features/meetings/personal.ts';
import { personalData as notices } from '../features/notices/personal.ts';
import { personalData as outbox } from '../features/outbox/personal.ts';
import { personalData as people } from '../features/people/personal.ts';
import { personalData as powers } from '../features/powers/personal.ts';
import { personalData as registration } from '../features/registration/personal.ts';
import { personalData as roles } from '../features/roles/personal.ts';
import { personalData as rosters } from '../features/rosters/personal.ts';
import { personalData as sessions } from '../features/sessions/personal.ts';
import type { PersonalData } from '../kernel/personal-data.ts';

/** All that is kept about people, as each feature states it. Whoever adds a table adds it there. */
export const personalData: readonly PersonalData[] = [
  ...people,
  ...identities,
  ...departments,
  ...courses,
  ...meetings,
  ...doors,
  ...powers,
  ...calls,
  ...addressBook,
  ...notices,
  ...outbox,
  ...accounts,
  ...sessions,
  ...live,
  ...roles,
  ...applications,
  ...registration,
  ...rosters,
  ...audit,
];
