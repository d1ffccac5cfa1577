import * as common from './common.ts';
import * as shared from './shared.ts';

/** What is sent, and what the LMS said. */
export const operations = {
  nothing: shared.nothing,
  status: shared.state,
  when: common.when,
  rosters: shared.lmsCourses,
  rostersWords:
    'Check reads a source and shows what would change. Nothing is changed before you apply it.',
  check: shared.check,
  running: 'Reading and comparing…',
  noSources: 'No LMS is configured (MOODLE_URL).',
  noRuns: 'Nothing was read yet.',
  apply: 'Apply',
  reject: shared.drop,
  counts: '{added} new, {changed} changed, {removed} gone',
  removedNames: 'Who goes ({count})',
  conflictsOf: 'Who cannot be told apart ({count})',
  problemsOf: 'Entries that were passed over ({count})',
  counted: {
    people: common.people,
    memberships: shared.memberships,
    courses: shared.courses,
    departments: shared.units,
    groups: shared.groups,
  },
  changesOnly: 'Changes only',
  runStates: {
    running: 'running',
    applied: shared.applied,
    unchanged: 'nothing to change',
    'needs-confirmation': 'waits for your yes',
    rejected: shared.dropped,
    failed: shared.failedRun,
  },
  outbox: shared.sentMessages,
  recipient: shared.to,
  letter: 'Message',
  reason: shared.reason,
  attempts: '{count} attempt | {count} attempts',
  resend: 'Send again',
  resendAll: 'Send all again',
  noLetters: 'No messages in this state',
  outboxStates: {
    dead: 'Given up',
    waiting: 'Waiting',
    sent: 'Sent',
    dropped: 'Of no use any more',
  },
  kinds: { mail: common.mail, sms: 'Text message', push: 'Web push', lms: 'Message in the LMS' },
  otherMessages: { call: 'Call', 'letter-test': 'Test of a message template' },
};
