export type Medium = 'audio' | 'video';

/** One picture or sound that somebody sends, as Jingle announces it (XEP-0339). */
export interface Source {
  medium: Medium;
  /** The SSRC that it is announced under: of simulcast the first. */
  ssrc: number;
  /** All of simulcast's SSRCs, smallest picture first; without simulcast the one. */
  layers: number[];
  msid: string;
}

/** A source and the endpoint whose it is: the last part of the place in the room. */
export interface OwnedSource extends Source {
  owner: string;
}

/** One side of an ICE and DTLS connection (XEP-0176, XEP-0320). */
export interface Transport {
  ufrag: string;
  pwd: string;
  fingerprint: { hash: string; value: string; setup: string };
  /** As in SDP behind `candidate:` (RFC 8839). */
  candidates: string[];
}
