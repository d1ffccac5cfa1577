import * as shared from './shared.ts';

/** How many videobridges are needed: the command `plan` says it, and the page for campus IT. */
export const capacity = {
  title: shared.capacity,
  about: 'What a meeting needs, reckoned from what Jitsi publishes. Nothing is changed by asking.',
  question: {
    participants: 'People in one meeting',
    meetings: 'Such meetings at once',
    cameras: 'Cameras on',
    microphones: 'Microphones on',
    layout: 'Layout',
    tiles: 'Pictures on a page of the gallery',
    share: 'Somebody shares a screen',
    cores: 'Cores per videobridge',
    nic: 'Network card, Mbit/s',
    perBridge: 'At most on one videobridge, of one meeting',
    joinRate: 'Prosody lets in, a second',
    bridges: 'Videobridges there are',
  },
  layouts: {
    gallery: 'Gallery',
    speaker: 'Speaker and a strip',
    audio: 'No cameras',
  },
  isPlanned: 'to be planned',
  wrongNumber: 'Not a number that can be asked.',
  usualCameras: 'up to 25',
  jitsiSettings: 'Jitsi’s own settings',
  amount: '{used} of {most}',
  carried:
    'Carried by 1 videobridge; with one that may fail: {withSpare}. | Carried by {needed} videobridges; with one that may fail: {withSpare}.',
  notCarried: 'Not carried. The first to break: {limit}.',
  tooMany: 'Not carried: Campus Meet seats {most} people in one meeting.',
  limitsTitle: 'What would break first',
  limits: {
    packets: 'Packets a second of a videobridge',
    'network-out': 'What a videobridge sends',
    'network-in': 'What a videobridge receives',
    participants: 'People on one videobridge',
    downlink: 'What one person receives',
    joining: 'Time until all are in',
  },
  reckoned: 'How it is reckoned',
  formulas: {
    packets:
      'people × packets of what each sees + what their cameras, microphones and the share send; most: cores × 12,500 × 0.8',
    'network-out':
      'people × what each sees + own sources × (videobridges − 1) for the relays; most: 70 % of the card',
    'network-in':
      'what the people send + the sources of the other videobridges; most: 70 % of the card',
    participants: 'people ÷ videobridges; most: max-bridge-participants',
    downlink:
      'pictures (180, 360, 720 lines: 0.2, 0.5, 1.5 Mbit/s) + share (2.5) + 3 voices (0.04 each) + 50 bytes around each packet; most: 10 Mbit/s',
    joining: 'people ÷ muc_rate_joins; most: 40 s',
  },
  sources: {
    packets:
      'jitsi-videobridge reference.conf (100, 300, 50 packets a second; 50,000 make a stress of 1), PacketRateLoadSampler; 100,000 on 8 cores and 0.8: operators of meet.jit.si, Jicofo. In between, and 200 packets for 360 lines: our reckoning',
    'network-out':
      'bit rates: lib-jitsi-meet StandardVideoQualitySettings (VP8), RFC 7587; relays in a full mesh: Jicofo SingleMeshTopologyStrategy. 70 %: a rule of thumb',
    'network-in': 'a camera sends every layer up to the highest asked for (SenderVideoConstraints)',
    participants: 'jicofo.bridge.max-bridge-participants, 80',
    downlink: 'assumed-bandwidth-limit of the operators of meet.jit.si; RFC 791, 768, 3550, 3711',
    joining: 'mod_muc_rate_limit: 3 a second unless set; the aim of 40 s is ours',
  },
  source: 'Source:',
  remediesTitle: 'Each of these alone would be enough',
  noRemedy: 'No single change is enough: take several together.',
  remedies: {
    bridges: '{to} videobridges',
    joinRate: 'muc_rate_joins = {to}',
    cameras: 'at most {to} cameras on',
    layout: 'another layout: {to}',
    cores: '{to} cores for each videobridge',
    nic: 'a network card of {to} Mbit/s',
    perBridge: 'max-bridge-participants = {to}',
    participants: 'at most {to} people',
  },
  loadTitle: 'What each part does',
  parts: {
    person: 'A person',
    speaker: 'Who speaks and shares',
    bridge: 'The busiest videobridge',
    relay: 'Its relays',
    total: 'To all people together',
    prosody: 'Prosody, while all come',
    toggle: 'Prosody, for one who mutes',
  },
  does: {
    person: 'sees {pictures} pictures, receives {receives} Mbit/s in {packets} packets a second',
    speaker: 'sends {sends} Mbit/s',
    bridge:
      '{participants} people, {packets} packets a second, sends {out} Mbit/s, receives {in} Mbit/s',
    relay: 'send {relayOut} Mbit/s, receive {relayIn} Mbit/s (within the above)',
    total: '{out} Mbit/s, {packets} packets a second to {participants} people',
    prosody:
      '{joinStanzas} presence stanzas in {joinSeconds} s, {peakStanzas} in the busiest second',
    toggle: '{toggleStanzas} stanzas',
  },
  memory:
    'Memory (operators of meet.jit.si): heap of 3 to 6 GB for a videobridge, 1.5 GB for Jicofo; 8 GB machines (Jitsi’s handbook). Prosody works on one core: npm run bench -- storm measures yours.',
  bySize: 'The same meeting at other sizes',
  people: 'People',
  videobridges: shared.videobridges,
  toPeople: 'To people, Mbit/s',
  packetsToPeople: 'Packets a second',
  none: 'none is enough',
  isReckoned:
    'Reckoned, not measured: real machines differ. Try with your own before the term begins.',
};
