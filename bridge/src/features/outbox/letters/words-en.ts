import type { Templates } from './template.ts';

export const en: Templates = {
  invitation: {
    subject: '{host} invites you: {title}',
    body: `Hello {name},

{host} invites you to the meeting “{title}”.

“{message}”

When: {when}
Meeting ID: {number}
Password: {password}

[Join the meeting]({link})

The link opens in any browser on a computer or telephone; there is nothing to install. With the meeting ID you can also choose “Join by ID” in Campus Meet.`,
  },
  changed: {
    subject: 'Changed: {title}',
    body: `Hello {name},

{host} has changed the meeting “{title}”. This is how it stands now:

When: {when}
Meeting ID: {number}
Password: {password}

[Join the meeting]({link})`,
  },
  cancelled: {
    subject: 'Cancelled: {title}',
    body: `Hello {name},

{host} has cancelled the meeting “{title}”.

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

{host} has started “{title}”.

Since: {when}

[Join now]({link})

[Choose how you are told]({settings})`,
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
  'login-code': {
    subject: 'Your code for {product}: {code}',
    body: `Hello {name},

your code to log in is: {code}

It works once, within {minutes} minutes. Tell it to nobody: no member of staff will ever ask for it.

If you did not ask for a code, you need not do anything.`,
  },
  'password-changed': {
    subject: 'Your password for {product} was changed',
    body: `Hello {name},

the password that you log in to {product} with was changed just now. All your other sessions have ended.

If that was not you, log in with a code at once and set a new password:

[Log in]({link})`,
  },
};
