/** What a person chooses for oneself: notices, language, look. */
export const settings = {
  settings: {
    title: 'Settings',
    look: 'Look and language',
    language: 'Language',
    languageAuto: 'As in my portal or browser',
    theme: 'Colours',
    themes: { auto: 'Automatic', light: 'Light', dark: 'Dark' },
    notices: 'When a class starts',
    noticesWords: 'An open page of yours always shows it. Choose what else should tell you.',
    mail: 'Mail',
    mailWords: 'To your campus address',
    lms: 'Message in the learning portal',
    lmsWords: 'Where your portal offers it',
    push: 'Notifications of this browser',
    pushWords: 'Classes and calls, also while no page is open',
    pushMissing:
      'This browser cannot show notifications. On an iPhone, add the page to the home screen first.',
    pushFramed: 'Browsers ask for this only in a tab of its own.',
    pushFramedWay: 'Open in a tab',
    pushRefused:
      'You refused notifications for this site. Allow them in the browser’s site settings (the symbol left of the address), then come back.',
    calls: 'Calls',
    found: 'Address book',
    hidden: 'Hide me from the address book',
    hiddenWords: 'Administrators and the hosts of your courses still find you.',
    saved: 'Saved.',
  },
};
