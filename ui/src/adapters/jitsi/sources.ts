import type { MediaKind, ParticipantId } from '../../conference/events.ts';
import type { Source } from './remote-media.ts';
import type { LibraryParticipant, SourceInfo } from './surface.ts';
import type { Translation } from './translation.ts';

/**
 * What the others say that they send, by their presence in the room. It comes before the media do, and with SSRC
 * rewriting there are media only for what is forwarded: whoever is not asked for has no track, and is not muted.
 */
export interface Sources {
  /** Since 2022: a participant came in, or changed what they send. */
  updated(participant: LibraryParticipant): void;
  left(id: ParticipantId): void;
  /** The videos that are being sent, by source name; empty in builds until 2022. */
  videos(): Source[];
  end(): void;
}

/** Presence of builds until 2022: one word for each medium. */
const commands = ['audiomuted', 'videomuted', 'videoType'] as const;

/** `onVideos` is called when the videos that others send may have changed. */
export function createSources({ conference, emit }: Translation, onVideos: () => void): Sources {
  const videos = new Map<ParticipantId, Source[]>();
  const presence = new Map<ParticipantId, Map<string, string>>();

  const tell = (id: ParticipantId, media: readonly MediaKind[]) =>
    emit({ kind: 'sends', id, media });

  const heard = (command: string) => (node: { value?: string }, id: string) => {
    const words = presence.get(id) ?? new Map<string, string>();
    presence.set(id, words.set(command, node.value ?? ''));
    // The focus and recorders say nothing about media; nor does somebody whose library has not spoken yet.
    if (words.has('audiomuted') || words.has('videomuted')) tell(id, mediaOf(words));
  };
  const unlisten = listenToCommands(conference, heard);

  return {
    updated(participant) {
      const sources = participant.getSources?.();
      if (!sources || sources.size === 0) return;
      const id = participant.getId();
      const found = [...(sources.get('video') ?? [])].filter(([, { muted }]) => !muted);
      videos.set(
        id,
        found.map(([name, info]) => ({ participantId: id, name, kind: kindOf(info) })),
      );
      const isHeard = [...(sources.get('audio')?.values() ?? [])].some(({ muted }) => !muted);
      const seen = new Set(found.map(([, info]) => kindOf(info)));
      tell(id, [...(isHeard ? (['audio'] as const) : []), ...seen]);
      onVideos();
    },
    left(id) {
      presence.delete(id);
      if (videos.delete(id)) onVideos();
    },
    videos: () => [...videos.values()].flat(),
    end: unlisten,
  };
}

const kindOf = ({ videoType }: SourceInfo): Source['kind'] =>
  videoType === 'desktop' ? 'share' : 'camera';

function mediaOf(words: ReadonlyMap<string, string>): MediaKind[] {
  const media: MediaKind[] = [];
  if (words.get('audiomuted') === 'false') media.push('audio');
  if (words.get('videomuted') === 'false')
    media.push(words.get('videoType') === 'desktop' ? 'share' : 'camera');
  return media;
}

type Heard = (command: string) => (node: { value?: string }, id: string) => void;

function listenToCommands(conference: Translation['conference'], heard: Heard): () => void {
  // Since 2022 a participant's sources are one JSON in presence, which the library reads.
  if (typeof conference.getLocalVideoTracks === 'function') return () => undefined;
  const listeners = commands.map((command) => [command, heard(command)] as const);
  for (const [command, listener] of listeners) conference.addCommandListener?.(command, listener);
  return () => {
    for (const [command, listener] of listeners)
      conference.removeCommandListener?.(command, listener);
  };
}
