/** The namespaces of a call. */
export const names = {
  /** XEP-0166, 0167, 0293, 0294, 0339, 0338, 0176, 0320, 0343. */
  jingle: 'urn:xmpp:jingle:1',
  rtp: 'urn:xmpp:jingle:apps:rtp:1',
  feedback: 'urn:xmpp:jingle:apps:rtp:rtcp-fb:0',
  extension: 'urn:xmpp:jingle:apps:rtp:rtp-hdrext:0',
  source: 'urn:xmpp:jingle:apps:rtp:ssma:0',
  grouping: 'urn:xmpp:jingle:apps:grouping:0',
  ice: 'urn:xmpp:jingle:transports:ice-udp:1',
  dtls: 'urn:xmpp:jingle:apps:dtls:0',
  sctp: 'urn:xmpp:jingle:transports:dtls-sctp:1',
  /** Jitsi's own. */
  jitmeet: 'http://jitsi.org/jitmeet',
  focus: 'http://jitsi.org/protocol/focus',
  startMuted: 'http://jitsi.org/jitmeet/start-muted',
  dataChannel: 'http://jitsi.org/jitmeet/datachannel',
};

/** What stands for the bridge itself where others have the name of their place in the room. */
export const bridgeOwner = 'jvb';

export const media = ['audio', 'video'] as const;
