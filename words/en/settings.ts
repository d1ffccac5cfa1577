import * as common from './common.ts';

/** What a person chooses for oneself: notifications, language, look. */
export const settings = {
  settings: {
    data: {
      title: common.myData,
      words: 'What is kept about you, to look at, to take along, or to have erased.',
      open: 'Open my data',
    },
    title: common.settings,
    access: 'Logging in without the portal',
    sessions: {
      title: 'Where you are signed in',
      on: '{browser} on {system}',
      unknown: 'Unknown browser',
      this: 'This one',
      seen: 'Last seen {time}',
      since: 'since {time}',
      end: 'Sign out',
      endNamed: 'Sign out: {name}',
      endOthers: 'Sign out everywhere else',
      signOut: 'Sign out here',
    },
    look: 'Look and language',
    language: common.language,
    languageAuto: 'As in my portal or browser',
    theme: 'Colours',
    themes: { auto: 'Automatic', light: 'Light', dark: 'Dark' },
    notices: 'Notifications',
    whenClass: 'When a class starts',
    noticesWords: 'An open page of yours always shows it. Choose what else should tell you.',
    mail: common.mail,
    mailWords: 'To your campus address',
    lms: 'Message in the learning portal',
    lmsWords: 'Where your portal offers it',
    otherMail: 'Other mail',
    push: 'Notifications of this browser',
    pushWords: 'Classes and calls, also while no page is open',
    pushMissing:
      'This browser cannot show notifications. On an iPhone, add the page to the home screen first.',
    pushFramed: 'Browsers ask for this only in a tab of its own.',
    pushFramedWay: 'Open in a tab',
    pushRefused:
      'You refused notifications for this site. Allow them in the browser’s site settings (the symbol left of the address), then come back.',
    calls: common.calls,
    found: common.addressBook,
    hidden: 'Hide me from the address book',
    hiddenWords: 'Administrators and the hosts of your courses still find you.',
    saved: common.saved,
  },
};
