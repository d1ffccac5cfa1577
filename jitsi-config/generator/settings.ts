import { z } from 'zod';
import { plannedLayout } from '../../bridge/src/features/operations/capacity/contract.ts';
import { mostSeats } from '../../bridge/src/features/meetings/contract.ts';
import { address, address6, network } from './address.ts';

/*
 * Every key of the settings file, its bounds, and what it is for; the example file is made from these descriptions.
 * Texts are held to what needs no quoting in any of the files that they are written into.
 */

const count = (least: number, most: number) => z.number().int().min(least).max(most);
const port = count(1, 65_535);
const hostName = z
  .string()
  .regex(
    /^(?=.{1,200}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/u,
    'must be a host name in lower case, such as meet.uni.test',
  );
const name = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/u, 'must be of a–z, 0–9 and -, at most 40');
const folder = z
  .string()
  .regex(/^\/[\w./-]*$/u, 'must be an absolute path of letters, digits and . _ - /');

const campusMeet = z
  .strictObject({
    url: z
      .url({ protocol: /^https$/u })
      .describe('Where browsers reach Campus Meet: its CAMPUS_MEET_URL.'),
    address: address
      .optional()
      .describe('The machine that Campus Meet runs on; left out: the one of `signalling`.'),
    listen: port.default(8090).describe('Its port (CAMPUS_MEET_LISTEN).'),
  })
  .describe('The bridge of Campus Meet, which Prosody tells who joins and leaves.');

const signalling = z
  .strictObject({
    address: address.describe(
      'Its address, as the videobridges’ machines reach it; they have one of the same kind, IPv4 or IPv6.',
    ),
    ipv6: z
      .boolean()
      .default(true)
      .describe('Whether nginx listens on IPv6 too; false where its machine has none.'),
    joinsPerSecond: count(1, 500)
      .default(20)
      .describe(
        'How many people a second Prosody lets into one room; Jitsi’s own 3 makes the last of 500 wait for 167 s.',
      ),
    httpsPort: port.default(443).describe('Where browsers come in, at nginx.'),
    httpPort: port
      .default(80)
      .describe('Plain HTTP: for renewing the certificate (ACME), and to send browsers to HTTPS.'),
    prosodyClientPort: port.default(5222).describe('Where Jicofo and the videobridges log in.'),
    prosodyHttpPort: port.default(5280).describe('Prosody’s HTTP, on 127.0.0.1 only.'),
    jicofoPort: port.default(8888).describe('Jicofo’s HTTP, for Campus Meet only.'),
  })
  .describe('The machine of Prosody, Jicofo and nginx. It needs one fast core for Prosody.');

const media = z
  .strictObject({
    peoplePerVideobridge: count(2, 1000)
      .default(80)
      .describe('People of one meeting on one videobridge; the next ones go to another.'),
    peoplePerMinute: count(2, 1000)
      .default(30)
      .describe(
        'People of one meeting that one videobridge takes within a minute: its load is known only seconds later.',
      ),
    cameras: count(1, mostSeats).default(50).describe('Cameras that may be on in one meeting.'),
    microphones: count(1, mostSeats)
      .default(50)
      .describe('Microphones that may be on in one meeting.'),
    pictures: z
      .array(
        z.strictObject({
          from: count(2, mostSeats).describe('From this many people on …'),
          most: count(1, 49).describe('… somebody is sent at most so many pictures.'),
        }),
      )
      .default([
        { from: 50, most: 25 },
        { from: 250, most: 16 },
      ])
      .describe('Pictures that one person is sent, by the size of the meeting.'),
    bridgeChannel: z
      .enum(['sctp', 'websocket'])
      .default('sctp')
      .describe(
        'How browsers talk to their videobridge: sctp (beside the media, nothing else to set up) or websocket (through nginx).',
      ),
    layout: plannedLayout
      .default('speaker')
      .describe('What people mostly look at, for the plan: gallery, speaker or audio.'),
    meetings: count(1, 1000)
      .default(1)
      .describe('Meetings of that size at the same time, for the plan.'),
  })
  .describe('How media are spread and bounded.');

const region = z.strictObject({
  name: name.describe('Its name, as videobridges give it.'),
  networks: z.array(network).min(1).describe('Where its people’s addresses are.'),
});

const videobridge = z.strictObject({
  id: name.describe('Its relay id: no two are the same.'),
  address: address.describe('Its machine’s address, where media arrive.'),
  address6: address6
    .optional()
    .describe('Its IPv6 address beside an IPv4 one: media arrive there as well.'),
  publicAddress: address
    .optional()
    .describe('The address that people outside see, where a router translates `address`.'),
  region: name.default('campus').describe('Where it stands: people go to one of their region.'),
  cores: count(1, 128).default(8).describe('Cores that it has for itself.'),
  network: count(10, 400_000).default(1000).describe('Its network card, Mbit/s.'),
  memory: count(2, 512).default(8).describe('Memory that it has for itself, GiB.'),
  mediaPort: port.default(10_000).describe('UDP port of all media.'),
  httpPort: port.default(8080).describe('Its HTTP, for Campus Meet only.'),
  websocketPort: port
    .default(9090)
    .describe('Where nginx reaches it with `bridgeChannel: websocket`.'),
  stress: z
    .enum(['cpu', 'packets'])
    .optional()
    .describe(
      'What it measures its load by: cpu (of the whole machine) or packets. Left out: packets where it shares the machine, else cpu.',
    ),
});

const turn = z
  .strictObject({
    host: hostName.describe('Its host name, with a certificate.'),
    address: address.describe('Its machine’s address.'),
    address6: address6
      .optional()
      .describe('Its IPv6 address beside an IPv4 one, which `host` has in DNS too (AAAA).'),
    publicAddress: address
      .optional()
      .describe('The address that people outside see, where a router translates `address`.'),
    port: port.default(3478).describe('UDP and TCP without TLS.'),
    tlsPort: port.default(5349).describe('TLS; 443 passes most firewalls.'),
    relayPorts: z
      .strictObject({
        from: port.default(49_152).describe('First UDP port that it relays from.'),
        to: port.default(65_535).describe('The last one.'),
      })
      .describe('The UDP ports that media are relayed by.')
      .prefault({}),
  })
  .describe('coturn, for people whose network lets no UDP through. Left out: none.');

const recording = z
  .strictObject({
    recorders: z
      .array(
        z.strictObject({
          id: name.describe('Its name: no two are the same.'),
          address: address.describe('Its machine’s address.'),
        }),
      )
      .min(1)
      .describe('The machines of Jibri: each records one meeting at a time.'),
    pages: folder
      .default('/usr/share/jitsi-meet')
      .describe('Jitsi’s own pages (Debian package jitsi-meet-web), by which recorders join.'),
    pagesPort: port.default(8444).describe('Where nginx offers these pages, to recorders alone.'),
    folder: folder.default('/srv/recordings').describe('Where a recorder keeps what it recorded.'),
  })
  .describe('Jibri, which records meetings. Left out: none.');

const retention = z
  .strictObject({
    logDays: count(1, 3650).default(14).describe('Logs, which hold addresses of people.'),
    recordingDays: count(1, 3650).default(90).describe('Recordings on the recorder.'),
  })
  .describe('After how many days something is deleted.');

const folders = z
  .strictObject({
    plugins: folder
      .default('/usr/share/jitsi-meet/prosody-plugins')
      .describe('Jitsi’s Prosody plugins (Debian package jitsi-meet-prosody).'),
    campusPlugins: folder
      .default('/opt/campus-meet/jitsi-config/prosody/modules')
      .describe('mod_campus_meet: jitsi-config/prosody/modules of Campus Meet.'),
    library: folder
      .default('/usr/share/jitsi-meet/libs')
      .describe('lib-jitsi-meet.min.js (Debian package jitsi-meet-web).'),
    certificates: folder
      .default('/etc/letsencrypt/live')
      .describe('<host>/fullchain.pem and <host>/privkey.pem of nginx and coturn.'),
    prosodyData: folder.default('/var/lib/prosody').describe('Prosody’s accounts.'),
    prosodyRun: folder.default('/run/prosody').describe('Prosody’s pid file.'),
    logs: folder.default('/var/log/jitsi').describe('Logs of Prosody, Jicofo and videobridges.'),
  })
  .describe('Where things lie on the machines, where it is not as Debian’s packages have it.');

/** The whole settings file. Addresses are in one form, ports are numbers. */
export const settingsShape = z.strictObject({
  domain: hostName.describe('The conference server’s name: browsers connect to it.'),
  peoplePerMeeting: count(2, mostSeats).default(mostSeats).describe('People in one meeting.'),
  acceptOverload: z
    .boolean()
    .default(false)
    .describe('Write the files although the videobridges cannot carry that many people.'),
  campusMeet,
  signalling,
  media: media.prefault({}),
  videobridges: z
    .array(videobridge)
    .min(1)
    .max(200)
    .describe('The machines that carry the media, at least one.'),
  regions: z
    .array(region)
    .default([])
    .describe('Whose people are near which videobridges. Left out: everybody is of no region.'),
  turn: turn.optional(),
  recording: recording.optional(),
  retention: retention.prefault({}),
  folders: folders.prefault({}),
});

export type Settings = z.output<typeof settingsShape>;
export type Videobridge = Settings['videobridges'][number];
