import { tryAgain } from '../../../../../../words/en/common.ts';
import { home } from '../../../../../../words/en/home.ts';
import { join } from '../../../../../../words/en/join.ts';
import type { Words } from './words-shape.ts';

const again = 'Go back to the course page and open the link again.';
const admin = 'Please tell the administrator of your learning platform; the code below helps them.';

export const en: Words = {
  lang: 'en',
  openNewTab: 'Open in a new tab',
  tryAgain,
  code: 'Code',
  request: 'Request',
  goOn: join.join.goOn,
  wait: 'One moment…',
  choose: {
    title: 'Add a video meeting to the course',
    what: 'What should the link open?',
    whatOfMany: 'What should links open? One link is added for each.',
    wrong:
      'Choose at least one thing to open. A new meeting needs a name, a day that is not over, a time and a length of 5 to 1440 minutes; one that repeats also its last day.',
    room: 'The course’s meeting room',
    fresh: 'A new meeting',
    another: 'One more new meeting',
    planName: 'Name of the meeting',
    date: home.schedule.date,
    time: home.schedule.time,
    minutes: 'Length in minutes',
    repeats: home.schedule.often,
    once: home.schedule.repeats.never,
    weekly: home.schedule.repeats.weekly,
    biweekly: home.schedule.repeats.biweekly,
    until: 'Until (end of the week)',
    untilNone: 'Choose',
    name: 'Name of the link',
    nameOfOne: 'Name of the link (of several, meetings keep their own names)',
    where: 'Where should it open?',
    window: 'In a new window (needed for sharing the screen in most platforms)',
    iframe: 'Inside the course page',
    grade:
      'Add a column for attendance to the gradebook (switches on grades for each activity, unless “Attendance → Grades” was set before)',
    add: 'Add to the course',
  },
  registered: {
    title: 'The platform knows us now',
    approval:
      'Before anybody can come in by it, a system administrator of the meeting service approves it: in its administration, at “Platforms”.',
    next: 'Meanwhile here: in the platform’s list of tools, press “Activate” for this tool, and in its settings choose to show it in the activity chooser.',
    close: 'Close and go back to the list',
  },
  problems: {
    internal: ['Something went wrong on our side', 'Please try again in a moment.'],
    'lti/platform-unknown': ['This learning platform is not registered here', admin],
    'lti/platform-pending': [
      'This learning platform waits for approval',
      'It has registered itself; a system administrator of the meeting service must approve it first. Then open the link again.',
    ],
    'lti/platform-suspended': ['This learning platform is suspended here', admin],
    'lti/address-refused': [
      'An address of the learning platform may not be called from here',
      admin,
    ],
    'lti/registration-failed': [
      'The registration did not succeed',
      'The reason is given below. Start again from the platform’s list of tools once it is put right.',
    ],
    'lti/registration-closed': [
      'Registration is not open',
      'Ask the administrator of the meeting service for a registration address; each works once.',
    ],
    'lti/login-invalid': ['The link is not complete', again],
    'lti/state-unknown': ['This launch is not known here', again],
    'lti/state-expired': ['This launch took too long', again],
    'lti/state-used': ['This launch was used already', again],
    'lti/state-not-bound': [
      'Your browser keeps us from recognising you inside this page',
      'Browsers block cookies of embedded pages. Open the meeting in a tab of its own.',
    ],
    'lti/token-malformed': ['The platform’s message cannot be read', admin],
    'lti/token-signature': ['The platform’s signature is not right', admin],
    'lti/token-expired': [
      'The platform’s message is too old',
      `${again} If it happens each time, the clock of a server is wrong: tell the administrator.`,
    ],
    'lti/token-not-yet': [
      'The platform’s message comes from the future',
      'The clock of a server is wrong. Please tell the administrator of your learning platform.',
    ],
    'lti/token-issuer': ['The message is from another platform', admin],
    'lti/token-audience': ['The message is meant for someone else', admin],
    'lti/token-nonce': ['The message belongs to another launch', again],
    'lti/token-deployment': ['This installation of the tool is not registered here', admin],
    'lti/token-claims': ['The platform’s message lacks something that we need', admin],
    'lti/message-unsupported': ['We do not know this kind of link', admin],
    'lti/not-instructor': [
      'Only teachers of the course can add meetings to it',
      'Open the course’s meeting link to join a meeting.',
    ],
    'lti/platform-unavailable': [
      'The learning platform does not answer us at the moment',
      'Please try again in a few minutes.',
    ],
    'lti/platform-refused': ['The learning platform refused', again],
    'lti/platform-bad-answer': ['The learning platform’s answer makes no sense to us', admin],
    'request/too-many': ['Too many attempts', 'Please wait a minute and try again.'],
  },
};
