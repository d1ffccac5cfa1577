import type { MediaFlow, MediaKind, MediaRef, ParticipantId } from '../../conference/events.ts';
import { emitter, listen } from './listen.ts';
import type { LibraryParticipant, RemoteTrack } from './surface.ts';
import type { Translation } from './translation.ts';

/** The video that a participant sends, for the receiver constraints. */
export interface Source {
  participantId: ParticipantId;
  name: string;
  kind: 'camera' | 'share';
}

/** What the others send, as the library tells: tracks that come, go, are muted, and change from camera to screen. */
export interface RemoteMedia {
  added(track: RemoteTrack): void;
  removed(track: RemoteTrack): void;
  muted(track: RemoteTrack, by: LibraryParticipant | undefined): void;
  /** Until 2022: how the connection of a participant is, for all that they show. */
  participantFlow(id: ParticipantId, status: string): void;
  sources(): Source[];
  end(): void;
}

interface Entry {
  ref: MediaRef;
  kind: MediaKind;
  participantId: ParticipantId;
  unlisten: () => void;
}

const flows: Readonly<Record<string, MediaFlow>> = {
  active: 'active',
  inactive: 'inactive',
  interrupted: 'interrupted',
  restoring: 'interrupted',
};

const kindOf = (track: RemoteTrack): MediaKind => {
  if (track.getType() === 'audio') return 'audio';
  return track.getVideoType() === 'desktop' ? 'share' : 'camera';
};

/** `onSources` is called when the list of video sources may have changed. */
export function createRemoteMedia(
  { library, emit, book }: Translation,
  onSources: () => void,
): RemoteMedia {
  const entries = new Map<RemoteTrack, Entry>();

  const tellFlow = (ref: MediaRef, status: string) => {
    const flow = flows[status];
    if (flow) emit({ kind: 'media-flow', ref, flow });
  };
  const listenTo = (track: RemoteTrack) =>
    listen(emitter(track), library.events.track, {
      // A single video track (2021) turns from camera to screen and back: for us one medium ends, another begins.
      TRACK_VIDEOTYPE_CHANGED: () => {
        if (entries.get(track)?.kind === kindOf(track)) return;
        remove(track);
        add(track);
      },
      TRACK_STREAMING_STATUS_CHANGED: (_track: RemoteTrack, status: string) => {
        const entry = entries.get(track);
        if (entry) tellFlow(entry.ref, status);
      },
    });

  const add = (track: RemoteTrack) => {
    const participantId = track.getParticipantId();
    // With SSRC rewriting a track without an owner waits for its next one.
    if (track.isLocal() || !participantId || entries.has(track)) return;
    const kind = kindOf(track);
    const ref = book.enter(track);
    entries.set(track, { ref, kind, participantId, unlisten: listenTo(track) });
    emit({ kind: 'media-added', medium: { ref, participantId, kind, muted: track.isMuted() } });
    onSources();
  };
  const remove = (track: RemoteTrack) => {
    const entry = entries.get(track);
    if (!entry) return;
    entries.delete(track);
    entry.unlisten();
    emit({ kind: 'media-removed', ref: entry.ref });
    book.drop(entry.ref);
    onSources();
  };

  return {
    added: add,
    removed: remove,
    muted(track, by) {
      const entry = entries.get(track);
      if (!entry) return;
      const muted = track.isMuted();
      emit({ kind: 'media-muted', ref: entry.ref, muted, by: by?.getId() ?? null });
    },
    participantFlow(id, status) {
      for (const entry of entries.values()) {
        if (entry.participantId === id && entry.kind !== 'audio') tellFlow(entry.ref, status);
      }
    },
    sources: () => [...entries].flatMap(([track, entry]) => sourceOf(track, entry)),
    end() {
      for (const track of [...entries.keys()]) remove(track);
    },
  };
}

function sourceOf(track: RemoteTrack, { kind, participantId }: Entry): Source[] {
  if (kind === 'audio') return [];
  const fallback = `${participantId}-v${kind === 'share' ? 1 : 0}`;
  return [{ participantId, kind, name: track.getSourceName?.() ?? fallback }];
}
