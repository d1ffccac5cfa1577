import type { Medium, OwnedSource, Transport } from '../media.ts';
import { xml, type Element } from '../xmpp/element.ts';
import { bridgeOwner, media, names } from './names.ts';
import { sourceElement } from './source.ts';
import { transportElement } from './transport.ts';

/** The bridge's own SSRCs: under them it reports. */
const bridgeSsrc = { audio: 2, video: 1 };
/** The audio level's header extension (RFC 6464): ../videobridge/sender.ts reads it. */
const audioLevelId = 1;

export interface Offer {
  /** The room's address. */
  room: string;
  sid: string;
  initiator: string;
  /** Names this invitation to this bridge; clients give it back. */
  bridgeSession: string;
  region: string;
  transport: Transport;
  /** What the others send. */
  sources: readonly OwnedSource[];
  /** What the client is to switch off before it begins. */
  startMuted: Readonly<Record<Medium, boolean>>;
}

/** A session-initiate as Jicofo of December 2021 writes it: opus, VP8 and the data channel in one bundle. */
export function offerElement(offer: Offer): Element {
  return xml(
    'jingle',
    {
      xmlns: names.jingle,
      action: 'session-initiate',
      initiator: offer.initiator,
      sid: offer.sid,
    },
    ...media.map((medium) => mediaContent(medium, offer)),
    dataContent(offer.transport),
    xml(
      'group',
      { xmlns: names.grouping, semantics: 'BUNDLE' },
      ...[...media, 'data'].map((name) => xml('content', { name })),
    ),
    xml('bridge-session', {
      xmlns: names.focus,
      id: offer.bridgeSession,
      region: offer.region,
    }),
    startMutedElement(offer.startMuted),
  );
}

const startMutedElement = ({ audio, video }: Offer['startMuted']): Element | null =>
  audio || video
    ? xml('startmuted', { xmlns: names.startMuted, audio: String(audio), video: String(video) })
    : null;

function mediaContent(medium: Medium, { room, transport, sources }: Offer): Element {
  // The bridge's own comes first: the client sends on the line that has it.
  const own: OwnedSource = {
    medium,
    ssrc: bridgeSsrc[medium],
    layers: [],
    msid: `mixedmslabel mixedlabel${medium}0`,
    owner: bridgeOwner,
  };
  const theirs = sources.filter((source) => source.medium === medium);
  return content(
    medium,
    xml(
      'description',
      { xmlns: names.rtp, media: medium, maxptime: medium === 'audio' ? 60 : undefined },
      ...(medium === 'audio' ? audioFormat() : videoFormat()),
      xml('rtcp-mux'),
      ...[own, ...theirs].map((source) => sourceElement(room, source)),
    ),
    transportElement(transport),
  );
}

const content = (name: string, ...children: Element[]): Element =>
  xml('content', { creator: 'initiator', name, senders: 'both' }, ...children);

/** SCTP over DTLS on port 5000 (XEP-0343). */
function dataContent(transport: Transport): Element {
  const map = xml('sctpmap', {
    xmlns: names.sctp,
    number: 5000,
    protocol: 'webrtc-datachannel',
    streams: 1024,
  });
  const description = xml('description', { xmlns: names.dataChannel });
  return content('data', description, transportElement(transport, map));
}

const audioFormat = (): Element[] => [
  xml(
    'payload-type',
    { id: 111, name: 'opus', clockrate: 48_000, channels: 2 },
    xml('parameter', { name: 'minptime', value: 10 }),
    xml('parameter', { name: 'useinbandfec', value: 1 }),
  ),
  extension(audioLevelId, 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'),
];

/** Neither retransmission streams nor transport-wide reports: the bridge repeats packets as they are, and sends REMB. */
const videoFormat = (): Element[] => [
  xml(
    'payload-type',
    { id: 100, name: 'VP8', clockrate: 90_000 },
    feedback('ccm', 'fir'),
    feedback('nack'),
    feedback('nack', 'pli'),
    feedback('goog-remb'),
  ),
  extension(3, 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time'),
];

const feedback = (type: string, subtype?: string): Element =>
  xml('rtcp-fb', { xmlns: names.feedback, type, subtype });
const extension = (id: number, uri: string): Element =>
  xml('rtp-hdrext', { xmlns: names.extension, id, uri });
