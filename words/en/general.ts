import * as common from './common.ts';

export const general = {
  common: {
    allMeetings: 'All my meetings',
    endForAll: 'End for all',
    endTitle: 'End the meeting for everybody?',
    endWords: 'Everybody is taken out of the meeting. You can start a new one at any time.',
    loading: 'One moment …',
    retry: common.tryAgain,
    more: common.showMore,
    close: common.close,
    cancel: common.cancel,
    host: 'Host',
    guest: 'Guest',
    you: 'You',
    unnamed: 'No name',
    requestId: 'For the help desk: {id}',
    copied: 'Copied',
    failed: 'Your browser did not let us copy. Select the text and copy it by hand.',
  },
  maintenance: {
    title: 'Maintenance.',
    words: 'You can read everything and be in meetings, but nothing can be changed.',
    until: 'Planned until {time}.',
    open: 'When it ends is not yet known.',
    longer: 'It takes longer than planned.',
  },
  time: {
    justNow: 'just now',
    minutes: '{minutes} min',
    hours: common.hoursAndMinutes,
  },
  session: {
    openingTab: 'Opening the meeting …',
    openingHome: 'Opening your meetings …',
    failed: 'The meeting service did not answer',
    lost: {
      title: 'Please come in again from your course',
      words:
        'This page is no longer signed in. Reload your course page and open the meeting from there.',
      logIn: 'Or log in here',
    },
    over: {
      title: 'You are no longer logged in',
      words: 'Log in again: this page then goes on where you were.',
      logIn: common.logIn,
      join: common.joinWithAnID,
    },
  },
  portal: {
    refused: 'Your portal could not sign you in',
    ringer: common.incomingCalls,
  },
  notFound: {
    title: 'There is nothing at this address',
    words: 'The link may be incomplete. Open the meeting from your course page.',
  },
};
