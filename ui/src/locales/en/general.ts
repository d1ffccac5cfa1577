export const general = {
  common: {
    loading: 'One moment …',
    retry: 'Try again',
    close: 'Close',
    cancel: 'Cancel',
    host: 'Host',
    you: 'You',
    unnamed: 'No name',
    requestId: 'For the help desk: {id}',
  },
  time: {
    justNow: 'just now',
    minutes: '{minutes} min',
    hours: '{hours} h {minutes} min',
  },
  session: {
    openingTab: 'Opening the meeting …',
    failed: 'The meeting service did not answer',
    lost: {
      title: 'Please come in again from your course',
      words:
        'This page is no longer signed in. Reload your course page and open the meeting from there.',
    },
  },
  home: {
    title: 'Open Campus Meet from your course',
    words:
      'Meetings start in the course page of your learning portal. Go to your course and open the meeting activity there.',
  },
  notFound: {
    title: 'There is nothing at this address',
    words: 'The link may be incomplete. Open the meeting from your course page.',
  },
};
