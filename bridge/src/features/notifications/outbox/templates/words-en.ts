import { meetingDetails } from '../../../../../../words/en/meeting-details.ts';
import { detailLines } from './details.ts';
import type { Templates } from './template.ts';
import { accountTemplatesEn } from './words-accounts.ts';

const details = detailLines(meetingDetails);

export const en: Templates = {
  invitation: {
    subject: '{host} invites you: {title}',
    body: `Hello {name},

{host} invites you to the meeting “{title}”.

“{message}”

${details}
When: {when}
Meeting ID: {number}
Password: {password}

[Join the meeting]({link})

The link opens in any browser on a computer or telephone; there is nothing to install. With the meeting ID you can also choose “Join with an ID” in {product}.`,
  },
  changed: {
    subject: 'Changed: {title}',
    body: `Hello {name},

{host} has changed the meeting “{title}”. This is how it stands now:

${details}
When: {when}
Meeting ID: {number}
Password: {password}

[Join the meeting]({link})`,
  },
  cancelled: {
    subject: 'Cancelled: {title}',
    body: `Hello {name},

{host} has cancelled the meeting “{title}”.

About: {subject}
It was planned for: {when}`,
  },
  'missed-call': {
    subject: '{caller} called you',
    body: `Hello {name},

{caller} called you into the meeting “{title}”.

When: {when}

[Join while it runs]({link})`,
  },
  'class-started': {
    subject: '{title} has started',
    body: `Hello {name},

“{title}” has started, hosted by {host}.

About: {subject}
Since: {when}

[Join now]({link})`,
  },
  'application-confirm': {
    subject: '{product}: confirm your address',
    body: `Hello,

somebody, you we hope, applies for an account at {product} with this address. To confirm that it is yours:

[Confirm this address]({link})

or give this code in the page: {code}

Both work once, within {minutes} minutes.

If it was not you, you need not do anything: nothing happens without the code.`,
  },
  'application-known': {
    subject: '{product}: you have an account already',
    body: `Hello,

somebody, you we hope, applies for an account at {product} with this address ({email}). You have one already, and can log in with this address and a code, or with your password:

[Log in]({link})

If it was not you, you need not do anything.`,
  },
  registered: {
    subject: 'You are registered with {product}',
    body: `Hello {name},

your department has registered you with {product}, the video meetings of your campus.

Your campus number: {number}
Your mail address: {email}

[Log in for the first time]({link})

You log in with your campus number, your mail address or your mobile phone: a code is sent to you, and then you may set a password. If you are not {name}, please tell your department.`,
  },
  'registration-done': {
    subject: 'Registered: {title}',
    body: `Hello {name},

the sheet “{title}” has been applied.

New people: {added}
Changed people: {changed}

[Look at the result]({link})

There you can download the sheet with the verdict of each row, and undo it.`,
  },
  'registration-returned': {
    subject: 'Returned: {title}',
    body: `Hello {name},

the sheet “{title}” was not applied. It was returned with these words:

“{message}”

[Open the sheet]({link})`,
  },
  'application-waiting': {
    subject: 'An application waits: {title}',
    body: `Hello {name},

somebody applies for an account at {title}. An administrator of this unit decides about it.

[Look at the applications]({link})

Until somebody has looked, further applications are not written about.`,
  },
  'objection-made': {
    subject: 'An objection to attendance: {title}',
    body: `Hello {name},

a student objects to what is recorded of the attendance at {title}, {when}.

[Read and answer it]({link})

Until the objections of this course have been answered, at most one mail a day is written about them.`,
  },
  'objection-answered': {
    subject: 'Your objection was answered: {title}',
    body: `Hello {name},

your objection to the attendance at {title}, {when}, was answered:

“{message}”

[See your attendance]({link})`,
  },
  alarm: {
    subject: '{product}: {title}',
    body: `Hello {name},

{title}.

{message}

[Look at the servers]({link})`,
  },
  'application-accepted': {
    subject: '{product}: your account is ready',
    body: `Hello {name},

your application was accepted: you have an account at {product} now.

[Log in]({link})

The first time you are sent a code; then you choose a password. You are known by:

E-mail: {email}
Mobile phone: {phone}
Campus number: {number}`,
  },
  'application-refused': {
    subject: '{product}: your application was not accepted',
    body: `Hello {name},

your application for an account at {product} was not accepted, for this reason:

“{message}”

If something in it can be mended, you are welcome to apply again:

[Apply again]({link})`,
  },
  'application-reopened': {
    subject: '{product}: your application is looked at again',
    body: `Hello {name},

the decision about your application for an account at {product} was taken back. It is looked at again, and you get a mail as soon as it is decided. What we wrote you before does not hold any more.`,
  },
  'erasure-asked': {
    subject: '{product}: you asked for your data to be erased',
    body: `Hello {name},

you asked {product} to erase what it keeps about you. Until {when} you can take that back; nothing is erased before then.

After that you cannot log in any more, and we cannot write to you. What your classes need, such as how many people were in a meeting, stays without your name.

If it was not you who asked, take it back and change your password:

[Take it back]({link})`,
  },
  'erasure-approved': {
    subject: '{product}: your data will be erased',
    body: `Hello {name},

your wish to be erased from {product} was agreed to. It is done after {when}; until then you can still take it back. This is the last mail that you get about it: afterwards we do not know your address any more.

[Take it back]({link})`,
  },
  'erasure-refused': {
    subject: '{product}: your data is not erased',
    body: `Hello {name},

your wish to be erased from {product} was not agreed to, for this reason:

“{message}”

You can ask again at any time:

[My data]({link})`,
  },
  'login-code': {
    subject: 'Your code for {product}: {code}',
    body: `Hello {name},

your code to log in is: {code}

It works once, within {minutes} minutes. Tell it to nobody: no member of staff will ever ask for it.

If you did not ask for a code, you need not do anything.`,
  },
  'login-code-sms': {
    subject: '',
    body: '[{product}] Your code is {code}. It is good for {minutes} minutes. Tell it to nobody.',
  },
  'password-changed': {
    subject: 'Your password for {product} was changed',
    body: `Hello {name},

the password that you log in to {product} with was changed just now. All your other sessions have ended.

If that was not you, log in with a code at once and set a new password:

[Log in]({link})`,
  },
  ...accountTemplatesEn,
  'identity-claimed': {
    subject: 'Somebody came to {product} with your number or address',
    body: `Hello {name},

an account of {source} has a campus number or mail address that is yours in {product}. It was not taken for you: whoever uses it is a person of their own there, and sees and gets nothing of yours.

If that is you, open {product} from there and choose “This is me”, or ask an administrator: then both become one.

If it is not you, you need not do anything. Administrators see it, too.

[Log in]({link})`,
  },
};
