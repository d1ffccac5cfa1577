import * as common from './common.ts';
import * as shared from './shared.ts';

/** Everything that goes after a while: what it is called, and what it is. */
export const retention = {
  attendance: {
    name: shared.attendance,
    what: 'Who was in which meeting, and when. Afterwards only the totals of the meeting stay.',
  },
  calls: { name: common.calls, what: 'Who rang whom, and missed calls.' },
  admissions: {
    name: 'Doors passed',
    what: 'Who came in by which door, so that nobody is asked for the password again.',
  },
  arrivals: { name: 'Arrivals', what: 'Who waited in the lobby and was let in or sent away.' },
  bans: { name: 'Bans', what: 'Who was removed from a meeting and may not come back.' },
  links: { name: 'Names on links', what: 'Guests’ names on links that ended.' },
  guests: { name: 'Guests', what: 'People without an account who came by a link or a number.' },
  sessions: { name: 'Sessions', what: 'Logins that ended.' },
  launches: { name: 'Launches', what: 'Openings from a course page.' },
  messages: {
    name: common.messages,
    what: 'Mail, messages and pushes that were sent or given up.',
  },
  audit: { name: shared.auditLog, what: 'Who did what to whom.' },
  'unconfirmed-applications': {
    name: 'Unconfirmed applications',
    what: 'Applications whose address nobody confirmed.',
  },
  'decided-applications': {
    name: 'Decided applications',
    what: 'Applications that were accepted or refused.',
  },
  sheets: {
    name: shared.sheets,
    what: 'What the rows of registration sheets say; the verdicts stay.',
  },
  'roster-reports': {
    name: 'Reports of syncs',
    what: 'Names in reports of the directory and the LMS; the counts stay.',
  },
  erasures: { name: 'Receipts of erasure', what: 'Requests that are closed.' },
  alarms: { name: shared.alarms, what: 'What was wrong with the servers, once it is over.' },
  operations: {
    name: 'Figures of operation',
    what: 'How many met, how long joining took, stress: by the minute, without names.',
  },
  leavers: {
    name: 'People who left',
    what: 'Deactivated people, with everything that is kept about them.',
  },
};
