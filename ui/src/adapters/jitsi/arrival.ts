import type { ConferenceListener } from '../../conference/conference.ts';
import type {
  ConferenceEvent,
  MediaKind,
  MediaRef,
  ParticipantId,
} from '../../conference/events.ts';

/** How long nothing may arrive of what others say that they send, milliseconds. */
const patience = 20_000;

/** Watches whether what others send arrives at all. */
export interface ArrivalWatch {
  look(event: ConferenceEvent): void;
  end(): void;
}

/**
 * Tells when a videobridge is there, others send, and not one stream of theirs arrives. That is what a library of 2021
 * on a server of today looks like: it stumbles over what the server describes, and says nothing.
 */
export function watchArrival(emit: ConferenceListener, isOld: boolean): ArrivalWatch {
  const senders = new Set<ParticipantId>();
  const media = new Set<MediaRef>();
  let hasBridge = false;
  let isTold = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (isMissing: boolean) => {
    if (isTold === isMissing) return;
    isTold = isMissing;
    emit({ kind: 'arrival', trouble: isMissing ? (isOld ? 'library-old' : 'nothing') : null });
  };
  /** Libraries of today get sound only of those who speak: that none comes of a silent room is no fault. */
  const isExpected = (kinds: readonly MediaKind[]) =>
    kinds.some((kind) => isOld || kind !== 'audio');
  const decide = () => {
    if (hasBridge && senders.size > 1 && media.size === 0) {
      timer ??= setTimeout(() => tell(true), patience);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    tell(false);
  };
  return {
    look(event) {
      if (event.kind === 'sends') {
        if (isExpected(event.media)) senders.add(event.id);
        else senders.delete(event.id);
      } else if (event.kind === 'participant-left') senders.delete(event.id);
      else if (event.kind === 'media-added') media.add(event.medium.ref);
      else if (event.kind === 'media-removed') media.delete(event.ref);
      else if (event.kind === 'videobridge') hasBridge = event.videobridge === 'present';
      else return;
      decide();
    },
    end: () => clearTimeout(timer),
  };
}
