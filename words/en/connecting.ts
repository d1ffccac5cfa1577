import * as common from './common.ts';
import * as shared from './shared.ts';

/** What is said about "This is me", and about contacts that wait to be confirmed. */
export const connecting = {
  title: shared.thisIsMe,
  offer: 'Is this you twice?',
  offerWords:
    'You came by {source}, and the campus does not know yet who you are here. Say which person of the campus you are: then your meetings, calls and courses come together.',
  open: shared.thisIsMe,
  notNow: common.notNow,
  close: common.close,
  how: 'How to show it',
  ways: { code: 'With a code', password: 'With a password' },
  identifier: 'Your campus number, mail address or phone number',
  identifierHint: 'As the campus knows it, not as it stands in {source}.',
  codeWords: 'The code goes to a phone or mailbox that the campus knows. Nobody else can use it.',
  send: 'Send the code',
  sent: 'If the campus knows this person, a code is on its way to a contact of theirs. It is good for 10 minutes, here only.',
  password: common.password,
  passwordWords: 'The password of your campus account, or the one that you set here.',
  alsoPassword: 'Password of this person',
  confirm: 'Yes, this is me',
  done: 'You are {name}.',
  doneWords:
    'Both are one person from now on. All your contacts were told. It can be undone for 30 days.',
  waits: {
    title: 'Is this yours?',
    phone: 'New phone {contact}, from {source}',
    mail: 'New mail address {contact}, from {source}',
    words:
      'It does not log in until you say that it is yours. Until then you go on with the old one.',
    mine: shared.itIsMine,
    notMine: 'Not mine',
    proof: 'Confirm a new contact',
    proofWords:
      'To log in with {contact} from now on, give your password. A code shown just now does as well.',
    done: 'Done.',
  },
  sources: {
    ldap: shared.theCampusDirectory,
    sheet: 'a department’s sheet',
    application: 'an application',
    moodle: shared.theLMS,
    lti: shared.theLMS,
    nrps: shared.theLMS,
    portal: 'the portal',
    other: 'another system',
  },
  admin: {
    title: 'Logging in',
    none: 'No phone number and no mail address.',
    phone: common.mobile,
    mail: common.mailContact,
    nothing: 'nothing yet',
    waits: '{contact} waits, from {source} since {time}',
    refused: 'Refused: {contact}',
    confirm: common.confirm,
    refuse: 'Refuse',
  },
  notice: {
    title: 'Was this you?',
    connected:
      'An account was connected to you: it and you are one person now. If that was you, all is well.',
    contact:
      'A source has another contact for you: {contact}. It does not log in until you say that it is yours.',
    mine: shared.itIsMine,
    wasMe: 'That was me',
    notMine: 'It is not mine',
    notMe: 'That was not me',
    saidMine: 'Thank you. All stays as it is.',
    contactMine: 'Thank you. From now on it can be logged in with.',
    contactNotMine: 'Thank you. It will not log in.',
    undone:
      'It was undone, and everybody who was signed in as you is signed out. If you have a password here, set a new one, and tell campus IT.',
    over: 'There is nothing to decide any more.',
    noToken: 'This link is not complete. Please copy all of it.',
  },
};
