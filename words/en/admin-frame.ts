import * as common from './common.ts';
import * as shared from './shared.ts';

/** The words of the administration's frame and of its overview. */
export const adminFrame = {
  directory: shared.departmentDirectory,
  conflicts: shared.conflicts,
  letters: shared.messageTemplates,
  platforms: shared.platforms,
  capacity: shared.capacity,
  privacy: shared.privacy,
  overview: 'Overview',
  allParts: 'All parts',
  groups: {
    people: common.people,
    messages: common.messages,
    servers: 'Servers',
    oversight: 'Oversight',
  },
  operations: shared.operations,
  waitsForYou: 'Waits for you',
  nothingWaits: 'Nothing waits for you',
  nothingWaitsWords: 'What you have to decide or to mend appears here.',
  waitingNow: '{count} thing waits for you | {count} things wait for you',
  waits: {
    applications: 'application to decide | applications to decide',
    'sheets-to-review': 'sheet to review | sheets to review',
    'sheets-returned': 'sheet returned to you | sheets returned to you',
    conflicts: 'conflict to decide | conflicts to decide',
    'directory-runs': 'directory change waits for your yes | directory changes wait for your yes',
    'dead-letters': 'message could not be delivered | messages could not be delivered',
    platforms: 'learning platform waits for approval | learning platforms wait for approval',
    erasures: 'request for erasure | requests for erasure',
    alarms: 'alarm that nobody looks after | alarms that nobody looks after',
  },
  lastDone: 'Done last',
  wholeLog: 'Whole audit log',
  firstSteps: 'First steps',
  steps: {
    registration: {
      title: 'Register your people by a sheet',
      words:
        'Download the template, fill it in, and look at the verdict for every row before anything changes.',
    },
    directory: {
      title: 'Compare your department with the directory',
      words: 'Check shows who joins, leaves or moves; nothing is changed before you apply it.',
    },
    admins: {
      title: 'Name an administrator for every department',
      words: 'They register their own people, and see nobody else’s.',
    },
  },
};
