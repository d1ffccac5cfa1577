import * as common from './common.ts';
import { detailMeanings } from './meeting-details.ts';
import * as shared from './shared.ts';

/** Why administrators get a mail. */
const becauseYouAdminister = 'You get this mail because you administer {product}.';

/** Of each message template its name, the words of what a reader can end, and what it is sent for, to whom and when; what placeholders mean, what can be wrong. */
export const templateNames = {
  groups: {
    accounts: 'Accounts and logging in',
    applications: 'Applications for an account',
    meetings: 'Meetings and calls',
    registration: 'Registering by a sheet',
    operations: 'Operation',
  },
  purposes: {
    transactional: 'always sent',
    notice: 'the reader can stop it',
    invitation: 'who has no account can refuse it',
  },
  letters: {
    'login-code': {
      name: shared.loginCode,
      about: 'To whoever asks for a code to log in and has it sent by mail, at once.',
    },
    'login-code-sms': {
      name: 'Login code by telephone',
      about: 'To the telephone of whoever asks for a code to log in, at once.',
    },
    'password-changed': {
      name: shared.passwordChanged,
      about:
        'To the person whose password was changed, at once, so that nobody else does it unseen.',
    },
    'connect-code': {
      name: shared.codeToConnectAnAccount,
      about: 'To whom somebody who is signed in to an LMS says to be (“This is me”), at once.',
    },
    'connect-code-sms': {
      name: 'Code to connect an account by telephone',
      about: 'The same to the telephone, at once.',
    },
    'account-connected': {
      name: 'An account was connected',
      about: 'To all contacts of whoever has become one with another account, with a way to undo.',
    },
    'account-connected-sms': {
      name: 'An account was connected, by telephone',
      about: 'The same to the telephone.',
    },
    'contact-changed': {
      name: 'Another contact for logging in',
      about: 'To the old contact, when a source says another: it logs in only once confirmed.',
    },
    'contact-changed-sms': {
      name: 'Another contact for logging in, by telephone',
      about: 'The same to the old telephone.',
    },
    'identity-claimed': {
      name: shared.somebodyWithYourNumber,
      about:
        'To the person whose number or address an account of another system has, when that cannot be decided.',
    },
    registered: {
      name: 'Newly registered',
      about: 'To each new person of a sheet that an administrator applied, with how to log in.',
    },
    'application-confirm': {
      name: shared.applicationConfirmTheAddress,
      about: 'To the address that somebody applies with, to find out whether it is theirs.',
    },
    'application-known': {
      name: 'Application: registered already',
      about: 'Instead of the former, where the address belongs to somebody who has an account.',
    },
    'application-accepted': {
      name: shared.applicationAccepted,
      about: 'To the applicant, as soon as an administrator or the directory has said yes.',
    },
    'application-refused': {
      name: shared.applicationRefused,
      about: 'To the applicant, with the reason that the administrator gave.',
    },
    'application-waiting': {
      name: 'Application waits for a decision',
      about: 'To the administrators of the unit, at the first application since they were told.',
    },
    'objection-made': {
      name: 'Objection to attendance',
      about: 'To the course’s hosts, at the first objection of a day.',
    },
    'objection-answered': {
      name: 'Objection answered',
      about: 'To the student, with the teacher’s words.',
    },
    alarm: {
      name: 'Alarm of operation',
      about: 'To system administrators, when an alarm begins and when it is over.',
    },
    'application-reopened': {
      name: shared.applicationLookedAtAgain,
      about: 'To the applicant, when an administrator takes a decision back.',
    },
    invitation: {
      name: shared.invitation,
      about: 'To people and addresses that a host invites to a meeting, with a calendar entry.',
    },
    changed: {
      name: shared.meetingChanged,
      about: 'To all who were invited, when the host changes time, number or password.',
    },
    cancelled: {
      name: shared.meetingCancelled,
      about: 'To all who were invited, when the host cancels the meeting.',
    },
    'class-started': {
      name: 'Class has started',
      about: 'To members of the course who chose to be told by mail or in the LMS.',
    },
    'missed-call': {
      name: shared.missedCall,
      about: 'To somebody who is called while no page of theirs is open and no browser can ring.',
    },
    'erasure-asked': {
      name: shared.erasureAskedFor,
      about: 'To whoever asked for their data to be erased: until when it can be taken back.',
    },
    'erasure-approved': {
      name: shared.erasureAgreedTo,
      about: 'The last mail before the data is erased, with the day.',
    },
    'erasure-refused': {
      name: shared.erasureRefused,
      about: 'To whoever asked for their data to be erased, with the reason that was given.',
    },
    'registration-returned': {
      name: shared.sheetReturned,
      about: 'To whoever submitted a sheet that the reviewer gave back, with the reasons.',
    },
    'registration-done': {
      name: shared.sheetApplied,
      about:
        'To whoever submitted a sheet, once it has been applied: how many are new and changed.',
    },
  },
  choices: {
    'class-started': {
      what: 'mail when a class starts',
      why: 'You get this mail because you chose to be told by mail when a class starts.',
      stop: 'No more mail about classes',
    },
    'missed-call': {
      label: common.missedCalls,
      hint: 'When you are called and no browser of yours can ring',
      what: 'mail about missed calls',
      why: 'You get this mail because somebody called you while you had no page of {product} open.',
      stop: 'No more mail about missed calls',
    },
    'registration-done': {
      label: 'Applied sheets',
      hint: 'What came of a sheet that you submitted',
      what: 'mail about applied sheets',
      why: becauseYouAdminister,
      stop: 'No more mail about applied sheets',
    },
    'application-waiting': {
      label: 'New applications',
      hint: 'When somebody applies for an account at a unit of yours',
      what: 'mail about applications that wait',
      why: becauseYouAdminister,
      stop: 'No more mail about applications',
    },
    'objection-made': {
      label: 'Objections to attendance',
      hint: 'When a student of yours objects to what is recorded',
      what: 'mail about objections to attendance',
      why: 'You get it because you host a course’s meetings.',
      stop: 'No more mail about objections',
    },
    'objection-answered': {
      label: 'Answers to my objections',
      hint: 'When a teacher has answered what I object to in my attendance',
      what: 'mail about answers to objections',
      why: 'You get it because you objected to your attendance.',
      stop: 'No more mail about answers to objections',
    },
    alarm: {
      label: shared.alarms,
      hint: 'When a server does not work, and when it works again; to system administrators',
      what: 'mail about alarms',
      why: becauseYouAdminister,
      stop: 'No more mail about alarms',
    },
    invitation: {
      what: 'invitations to this address',
      why: 'Somebody typed your address to invite you. If you do not want that:',
      stop: 'Do not write to this address again',
    },
  },
  meanings: {
    host: 'who holds the meeting',
    caller: 'who called',
    ...detailMeanings,
    title: 'name of the meeting, or of the sheet',
    when: 'day, time and zone of the reader',
    number: 'meeting ID, or campus number',
    password: 'password for guests',
    link: 'where the button leads',
    message: 'what somebody wrote to the reader',
    name: 'the reader’s name',
    code: 'the code of six digits',
    minutes: 'for how many minutes it is good',
    email: shared.theMailAddress,
    phone: 'telephone number',
    added: 'how many new people',
    changed: 'how many changed people',
    contact: 'the new number or address, mostly hidden',
    source: 'where something comes from',
    product: 'how the product is called',
  },
  flaws: {
    empty: 'is empty',
    'several-lines': 'must be one line',
    'too-long': 'at most {word} characters',
    'control-character': 'holds an invisible control character',
    'unknown-placeholder': '{word} does not exist here',
    'missing-placeholder': '{word} is missing: the reader needs it',
    'unpaired-bracket': 'a curly bracket without its other one',
    'broken-button': 'a button is [words]({link}), alone between empty lines',
  },
  samples: {
    usual: 'Somebody usual',
    long: 'Long names',
    chinese: 'Chinese names',
    hostile: 'Somebody malicious',
    missing: 'Values missing',
  },
};
