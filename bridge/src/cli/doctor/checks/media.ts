import { randomBytes } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import { attribute, elementsIn, type XmppSession } from '../../../adapters/jitsi/xmpp-session.ts';
import { checkIce, type IcePeer } from '../../../adapters/stun/ice.ts';
import type { Deps } from '../../../app/config.ts';
import { connect, isWebsocket, memberToken, newNick, newRoom } from '../conference-room.ts';
import { hasNoRoute, reasonOf } from '../network-advice.ts';
import { failed, ok, warning, type Check, type CheckResult } from '../result.ts';
import { within } from '../within.ts';

type Stanza = Parameters<typeof elementsIn>[0];
type MediaDeps = Pick<Deps, 'config' | 'clock'>;

/** Milliseconds until Jicofo calls two who are in a room; the first call of a videobridge that just started takes some. */
const callMs = 12_000;

/** The way of the media: two members are called to a videobridge, whose ICE has to answer here. */
export const mediaCheck = (deps: MediaDeps): Check => ({
  name: 'media',
  run: async () => {
    if (!isWebsocket(deps)) return notLookedAt('it needs websockets');
    const sessions: XmppSession[] = [];
    try {
      const room = newRoom();
      for (let member = 0; member < 2; member += 1) {
        const session = await connect(deps, { room, token: await memberToken(deps, room) });
        sessions.push(session);
        await session.askFocus(room);
        await session.join(room, newNick());
      }
      const [first] = sessions;
      return first ? await reached(first) : notLookedAt('nobody came in');
    } catch (error) {
      return notLookedAt(reasonOf(error));
    } finally {
      for (const session of sessions) session.close();
    }
  },
});

const notLookedAt = (why: string): CheckResult =>
  warning(
    'media/not-looked-at',
    `Not looked at, no room could be joined: ${why}.`,
    'See “prosody” above, then run this again.',
  );

async function reached(session: XmppSession): Promise<CheckResult> {
  const call = await within(
    callMs,
    session.next((stanza) =>
      elementsIn(stanza, 'jingle').some(({ attribs }) => attribs['action'] === 'session-initiate'),
    ),
  ).catch(() => null);
  if (!call) {
    const seen = 'Jicofo calls two members of a room to no videobridge.';
    return failed(
      'media/not-called',
      seen,
      'Is a videobridge there that Jicofo can use? See “videobridges”.',
    );
  }
  const peers = peersIn(call);
  const ufrag = await accept(session, call);
  const silentOne = (error: unknown) =>
    hasNoRoute(error) ? ('no way from here' as const) : reasonOf(error);
  const codes = await Promise.all(peers.map((peer) => checkIce(peer, ufrag).catch(silentOne)));
  const names = peers.map(({ host, port }) =>
    isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`,
  );
  const answered = names.filter((_, at) => codes[at] === 0);
  if (answered.length > 0) {
    // Of IPv4 a private and a public address are told, of which one answers; of IPv6 each one should.
    const silent = names.filter(
      (name, at) => name.startsWith('[') && codes[at] !== 0 && codes[at] !== 'no way from here',
    );
    const told = `The videobridge that Jicofo chose answered a signed ICE check at ${answered.join(', ')} (UDP)`;
    return silent.length === 0
      ? ok('media/ok', `${told}.`)
      : warning(
          'media/no-ipv6',
          `${told}, but not at ${silent.join(', ')}.`,
          'Open the UDP port of the videobridges (10000) for IPv6 too, or leave address6 out of the settings file.',
        );
  }
  const seen = `No answer to an ICE check from the videobridge at ${names.join(', ') || 'no address'}: ${codes.join(', ')}.`;
  const mend =
    'Open the UDP port of the videobridges (10000) to all networks; behind NAT tell ice4j the public address (harvest.mapping.static-mappings).';
  return failed('media/unreachable', seen, mend);
}

/**
 * Takes the call, so that the videobridge begins with ICE; no media follow, and DTLS is not spoken.
 * @returns our user fragment
 */
async function accept(session: XmppSession, call: Stanza): Promise<string> {
  session.confirm(call);
  const [jingle] = elementsIn(call, 'jingle');
  const { sid = '', initiator = '' } = jingle?.attribs ?? {};
  const { from = '', to = '' } = call.attribs;
  const ufrag = randomBytes(4).toString('hex');
  const pwd = randomBytes(12).toString('hex');
  const print = randomBytes(32)
    .toString('hex')
    .toUpperCase()
    .replace(/(..)(?=.)/gu, '$1:');
  const transport = `<transport xmlns='urn:xmpp:jingle:transports:ice-udp:1' ufrag='${ufrag}' pwd='${pwd}'><fingerprint xmlns='urn:xmpp:jingle:apps:dtls:0' hash='sha-256' setup='active'>${print}</fingerprint><rtcp-mux/></transport>`;
  const content = `<content creator='initiator' name='audio' senders='both'><description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/>${transport}</content>`;
  const attributes = `action='session-accept' sid='${attribute(sid)}' initiator='${attribute(initiator)}' responder='${attribute(to)}'`;
  await session
    .iq(`<jingle xmlns='urn:xmpp:jingle:1' ${attributes}>${content}</jingle>`, { address: from })
    // Whether it is understood shows by ICE.
    .catch(() => undefined);
  return ufrag;
}

/** Where the videobridge says that it is, by UDP. */
function peersIn(call: Stanza): IcePeer[] {
  const peers = elementsIn(call, 'transport').flatMap((transport) => {
    const { ufrag = '', pwd: password = '' } = transport.attribs;
    return elementsIn(transport, 'candidate')
      .filter(({ attribs }) => attribs['protocol'] === 'udp' && isIP(attribs['ip'] ?? '') > 0)
      .map(({ attribs }) => ({
        host: attribs['ip'] ?? '',
        port: Number(attribs['port']),
        ufrag,
        password,
      }));
  });
  return [...new Map(peers.map((peer) => [`${peer.host} ${peer.port}`, peer])).values()];
}
