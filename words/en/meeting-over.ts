import * as common from './common.ts';

/** Why somebody is not in the meeting (any more). */
export const meetingOver = {
  over: {
    left: { title: 'You left the meeting', words: 'It goes on without you; you can come back.' },
    'ended-by-me': { title: 'You ended the meeting', words: 'Everybody has left it.' },
    ended: {
      title: 'The meeting has ended',
      words: 'A host ended it for everybody, or it was over already.',
    },
    kicked: {
      title: 'A host removed you from the meeting',
      words: 'If that was a mistake, you can join again.',
    },
    'guests-ended': {
      title: 'Guests can no longer take part',
      words: 'From now on the course’s meetings are for its members only.',
    },
    'put-out': {
      title: 'You can no longer take part',
      words:
        'You are no longer in the course, the link that you came by was withdrawn, or you were signed out.',
    },
    replaced: {
      title: 'You joined from somewhere else',
      words:
        'You are in this meeting in another tab or on another device. Only one of them can stay.',
    },
    'fleet-full': {
      title: 'The video servers are full',
      words: 'They have no room for one more right now. Try again in a moment.',
    },
    full: {
      title: 'The meeting is full',
      words: 'Every seat is taken. Try again when somebody has left.',
    },
    network: {
      title: 'The connection was lost',
      words: 'The meeting could not be reached again. Check your network, then try again.',
    },
    'token-refused': {
      title: 'The meeting server did not accept your ticket',
      words: 'Trying again gets you a new one. If it goes on, reload your course page.',
    },
    'room-mismatch': {
      title: 'The meeting server did not let you in',
      words: 'Your ticket is for another meeting. Try again, or reload your course page.',
    },
    'no-focus': {
      title: 'The meeting could not be set up',
      words: 'The meeting server is there, but does not get ready. Try again in a minute.',
    },
    'media-failed': {
      title: 'Sound and picture found no way',
      words:
        'A firewall in your network probably blocks them. Try another network or the campus VPN.',
    },
    'library-missing': {
      title: 'The meeting software could not be loaded',
      words: 'The meeting server did not deliver it. Check your network, then try again.',
    },
    incompatible: {
      title: 'This browser does not fit',
      words: 'Use a current Chrome, Edge, Firefox or Safari.',
    },
    refused: { title: 'You could not be let in' },
    rejoin: 'Join again',
    join: common.joinWithAnID,
    tryAgain: common.tryAgain,
    closeTab: 'Close this tab',
    /** For guests, who have no page here to go to. */
    closePage: 'You may close this page now.',
    toCourse: 'To the course',
  },
};
