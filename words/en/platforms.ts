import * as common from './common.ts';
import * as shared from './shared.ts';

/** The learning platforms that may launch us. */
export const platforms = {
  title: shared.platforms,
  intro:
    'Learning platforms (Moodle and other LMSs) whose course pages open this service. One that registers itself waits here for your approval.',
  none: 'No platform is registered yet',
  noneWords:
    'Make a registration link and paste it into the LMS, in Moodle: Site administration → Plugins → Activity modules → External tool → Manage tools.',
  newLink: 'New registration link',
  linkTitle: 'For one platform, until {time}',
  linkWords:
    'Give it to the administrator of the LMS only. It works once; the platform still needs your approval.',
  copy: 'Copy',
  status: { pending: 'Waits for approval', active: 'Active', suspended: shared.suspended },
  registered: shared.registered,
  how: {
    command: '{time}, at the command line',
    link: '{time}, by itself, with a link from the command line',
    linkBy: '{time}, by itself, with a link from {name}',
    open: '{time}, by itself, without a link',
  },
  issuer: 'Issuer',
  client: 'Client id',
  deployments: 'Deployments',
  anyDeployment: 'any of this client',
  origins: 'Addresses',
  strangeTitle: 'A launch named services elsewhere',
  strangeWords:
    '{origin} is not among its addresses and was not called. Add it only if you know it.',
  addOrigin: 'Add this address',
  approve: 'Approve',
  again: 'Let in again',
  suspend: 'Suspend',
  remove: 'Remove',
  settings: common.settings,
  approveTitle: 'Approve {name}?',
  approveWords:
    'Everybody of {issuer} can then come in by it. Make sure that this is your own LMS, and that the client id is the one that it shows.',
  suspendTitle: 'Suspend {name}?',
  suspendWords:
    'Nobody comes in by it, its course lists are not fetched, and its pages no longer show this service. Meetings that run go on. You can let it in again at any time.',
  removeTitle: 'Remove {name}?',
  removeWords:
    'All its links stop working, its course lists are not fetched any more, and it would have to be registered anew. People, courses and meetings stay.',
  cancel: common.cancel,
  vouches: 'What it may vouch for',
  vouchesWords:
    'Tick a field only if people cannot change it there themselves. What it may not vouch for never makes two accounts one person.',
  keys: {
    campusNumber: 'Campus number (ID number)',
    mail: shared.mailAddress,
    phone: 'Phone number',
  },
  lockTitle: 'How to lock a field in Moodle',
  lockWords:
    'Site administration → Plugins → Authentication → the method by which people log in → “Lock value” for ID number, Email address or Phone: “Locked”; for each method that is enabled. By default everybody edits the own ID number (moodle/user:editownprofile).',
  nothingVouched: 'only its own ids',
  furtherOrigins: 'Further addresses of its services',
  furtherHint:
    'One a line, like https://lms.uni.edu. Course lists are fetched there and at the addresses above, nowhere else.',
  audience: 'Tokens are meant for',
  audienceHint:
    'Only if the LMS asks for it (authorization server); else empty: its token address.',
  save: common.save,
  saved: common.saved,
  moodles: {
    title: 'Moodles with the activity plugin',
    intro:
      'A Moodle whose activity plugin is connected tells who may come into which activity, at once and each night.',
    none: 'No Moodle is connected yet',
    noneWords:
      'Install the plugin there, then make a code here and paste it into its page “Connect to Campus Meet”.',
    connect: 'Connect a Moodle',
    wwwroot: 'Address of the Moodle',
    wwwrootHint: 'As its config.php has it (wwwroot), like https://moodle.uni.edu.',
    wwwrootWrong: 'An address begins with https://.',
    name: 'What it is called here',
    nameHint: 'Empty: its host name.',
    make: 'Make the code',
    codeTitle: 'For this Moodle, once, until {time}',
    codeWords:
      'In that Moodle: Site administration → Plugins → Activity modules → Campus Meet → Connect to Campus Meet. Paste both; the code is shown only here and only now.',
    address: 'Address',
    code: 'Code',
    copyAddress: 'Copy the address',
    copyCode: 'Copy the code',
    connected: 'Connected',
    failing: 'Something is not taken',
    releases: 'Releases',
    releasesOf: 'Moodle {moodle}, plugin {plugin} (when it was connected)',
    rooms: 'Activities',
    heard: 'Last heard of',
    tested: 'Last test there',
    since: 'Connected since',
    never: 'none yet',
    failedAt: 'What it sent on {time} was not taken',
    failedWords:
      '{why} It sends again by itself; in Moodle, the page “Connect to Campus Meet” says more.',
    disconnect: 'Disconnect',
    disconnectTitle: 'Disconnect {name}?',
    disconnectWords:
      'Nobody comes in by its activities any more, and panels that were opened from them close. People, meetings and attendance stay; with a new code it can be connected again.',
  },
  wrongOrigins: 'Each line must be an address without a path, like https://lms.uni.edu.',
};
