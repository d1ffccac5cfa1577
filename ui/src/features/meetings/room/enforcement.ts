import { watch } from 'vue';
import type { Moderation } from '../../../conference/conference.ts';
import type { LocalMedium, MediaKind, MediaRef } from '../../../conference/events.ts';
import type { ConferenceState, RemoteMedium } from '../../../conference/state.ts';
import { useModeration } from './moderation.ts';
import { useMeeting } from './store.ts';

const mediumOf: Record<MediaKind, LocalMedium> = {
  audio: 'microphone',
  camera: 'camera',
  share: 'share',
};

/**
 * Sees to it that what is forbidden is not sent. This person's own devices are switched off at once; a host's panel
 * also mutes, by the conference server, whoever sends it all the same, and has the server keep it where it can.
 */
export function useEnforcement(): void {
  const meeting = useMeeting();
  const moderation = useModeration();

  watch(
    () => [moderation.may, meeting.state.local] as const,
    ([may, local]) => {
      const { conference } = meeting;
      if (!may.microphone && local.microphone.status !== 'off')
        void conference?.setMicrophone(false);
      if (!may.camera && local.camera.status !== 'off') void conference?.setCamera(false);
      if (!may.share && local.share.status !== 'off') void conference?.stopShare();
    },
    { immediate: true },
  );
  muteForbidden();
  keepModerated();
}

/** Each medium is muted once for as long as it is on: whoever switches it on again is muted again. */
function muteForbidden(): void {
  const meeting = useMeeting();
  const moderation = useModeration();
  const asked = new Set<MediaRef>();
  watch(
    () =>
      meeting.isHost && moderation.forbidden.length > 0
        ? sentAlthough(meeting.state, moderation)
        : [],
    (sent) => {
      const refs = new Set(sent.map(({ ref }) => ref));
      for (const ref of asked) if (!refs.has(ref)) asked.delete(ref);
      for (const { ref, participantId, kind } of sent) {
        if (asked.has(ref)) continue;
        asked.add(ref);
        meeting.conference?.muteParticipant(participantId, mediumOf[kind]);
      }
    },
    { immediate: true },
  );
}

function sentAlthough(
  { media, participants }: ConferenceState,
  { forbidden, isFree }: Pick<ReturnType<typeof useModeration>, 'forbidden' | 'isFree'>,
): RemoteMedium[] {
  return [...media.values()].filter(({ participantId, kind, muted }) => {
    const sender = participants.get(participantId);
    return !muted && sender && forbidden.includes(mediumOf[kind]) && !isFree(sender);
  });
}

function keepModerated(): void {
  const meeting = useMeeting();
  const moderation = useModeration();
  const wanted = (): Moderation | null => {
    const { participants, selfId } = meeting.state;
    if (selfId === null || participants.get(selfId)?.moderator !== true) return null;
    const exempt = [...participants.values()].filter((one) => moderation.isExempt(one.personId));
    return { forbidden: moderation.forbidden, exempt: exempt.map(({ id }) => id) };
  };
  let isModerated = false;
  watch(
    () => JSON.stringify(wanted()),
    () => {
      const next = wanted();
      // What was never forbidden needs no server to allow it.
      if (!next || (!isModerated && next.forbidden.length === 0)) return;
      isModerated = true;
      meeting.conference?.moderate(next);
    },
    { immediate: true },
  );
}
