import * as shared from './shared.ts';

/** What is wrong with the servers and what is to be done, for campus IT: on the page and by mail. */
export const alarms = {
  open: shared.alarms,
  over: 'Alarms that are over ({count})',
  since: 'since {when}',
  lasted: '{from} to {to}',
  acknowledge: 'I look after it',
  acknowledgeOne: 'I look after it: {title}',
  acknowledged: '{name} looks after it, since {when}',
  overTitle: 'Over: {title}',
  overWords: 'It has been well again for a while. Nothing is to be done.',
  kinds: {
    'jicofo-silent': {
      title: 'Jicofo does not answer',
      todo: 'Meetings that run go on, nobody new can join one. Look at systemctl status campus-jicofo (of Debian’s package: jicofo) and its log, and whether JICOFO_URL is right (npm run campus -- doctor).',
    },
    'prosody-silent': {
      title: 'Prosody does not answer',
      todo: 'Nobody can join, and attendance is not noted. Look at systemctl status prosody and its log, and whether JITSI_COMMANDS_URL is right.',
    },
    'no-videobridge': {
      title: 'No videobridge is operational',
      todo: 'From the third participant on nobody sees or hears anybody. Start the videobridges; they must be in the XMPP room that Jicofo’s bridge.brewery-jid names.',
    },
    'videobridge-down': {
      title: 'Videobridge {subject} does not work',
      todo: 'Its people were called to the other ones. Look at systemctl status campus-jvb-{subject} (of Debian’s package: jitsi-videobridge2) on its machine; where it runs, at its connection to Prosody and at its health (/about/health).',
    },
    'videobridge-overloaded': {
      title: 'Videobridge {subject} is overloaded',
      todo: 'Newcomers go elsewhere while another one has room. If all are busy, add a videobridge; if only this one is, drain it and move some of its people.',
    },
    'relay-ids-doubled': {
      title: 'Two videobridges have the relay id {subject}',
      todo: 'Meetings over both break off. Give each its own videobridge.relay.relay-id and restart it.',
    },
    'versions-differ': {
      title: 'The videobridges have different versions',
      todo: 'One meeting is never on two versions, so large ones do not spread. Bring all to the same version: drain one, upgrade, take newcomers again, then the next.',
    },
    'sync-failed': {
      title: 'The last sync of {subject} failed',
      todo: 'People and courses are as of the sync before. The run says why; npm run campus -- directory or npm run campus -- moodle tries the source.',
    },
    'sync-overdue': {
      title: 'The sync of {subject} is overdue',
      todo: 'It was due more than an hour ago and has not begun. Did the bridge run at that time? Fetch by hand: npm run campus -- sync {subject}.',
    },
    'outbox-stuck': {
      title: 'Messages have waited for more than 15 minutes',
      todo: 'Codes and invitations do not arrive. Look at what the provider answers (Sent messages), at SMTP_URL and SMS_URL, and whether the mail server takes mail.',
    },
    'queue-stuck': {
      title: 'People wait to come in, and nobody gets in',
      todo: 'For a minute nobody has been seen to come into a room although people wait. Look whether Prosody answers (npm run campus -- doctor), and whether its news of arrivals reach this bridge: campus_meet_events_url and campus_meet_secret there, JITSI_MESSAGE_SECRET here.',
    },
  },
};
