import * as common from './common.ts';
import * as shared from './shared.ts';

export const course = {
  course: {
    attendance: shared.attendance,
    whoIsMissing: 'Who is missing?',
    now: 'Meeting now',
    failed: 'The course could not be loaded',
    members: '{n} member | {n} members',
    roles: {
      'editing-teacher': common.teacher,
      teacher: 'Teaching assistant',
      manager: 'Manager',
      student: common.student,
      other: common.member,
    },
    start: 'Start meeting',
    plan: 'Plan meetings',
    coming: 'Next meeting: {time}',
    startAnother: 'Start another meeting',
    another: 'Start another meeting beside this one',
    join: 'Join',
    joinAgain: 'Join here too',
    toTab: 'Go to the meeting tab',
    inOtherTab: 'You are in this meeting in another tab.',
    liveNow: 'Live now',
    courseMeeting: 'Meeting of the whole course',
    alsoLive: 'Also live',
    present: 'In the meeting',
    presentShort: '{n} person in | {n} people in',
    since: 'Since {time}',
    startedBy: 'Started by',
    forWhom: 'For whom',
    everyone: 'Whole course',
    idle: {
      title: 'No meeting is running',
      words:
        'Start one, and this page shows it to the {n} member of the course at once. | Start one, and this page shows it to all {n} members of the course at once.',
    },
    waiting: {
      title: common.theMeetingHasNotStarted,
      words: 'Stay here: this page will show it by itself as soon as it starts.',
    },
    planned: {
      host: 'Start it whenever you want; at its time it starts by itself.',
    },
    place: {
      'own-tab-for-share':
        'The meeting opens in a tab of its own. This page stays open and follows it.',
      'own-tab-for-devices':
        'This page may not use your camera and microphone, so the meeting opens in a tab of its own.',
    },
    blocked: {
      title: common.yourBrowserBlockedTheNew,
      link: 'Open the meeting here',
    },
    ownName: {
      label: common.yourName,
      hint: 'Your LMS does not tell us your name. Give one, so that people know who is speaking; it is marked as self-given.',
      given: 'This is how people see you, marked as self-given.',
      give: 'Use this name',
      unfit: 'Type a name of at most 60 characters.',
    },
    earlier: 'Earlier meetings',
    noEarlier: 'None yet.',
    showAll: 'Show all {count}',
  },
};
