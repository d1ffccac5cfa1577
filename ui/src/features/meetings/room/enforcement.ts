import { watch } from 'vue';
import type { MediaRef } from '../../../conference/events.ts';
import type { ConferenceState, RemoteMedium } from '../../../conference/state.ts';
import { useModeration } from './moderation.ts';
import { mediumOf } from './silenced.ts';
import { useMeeting } from './store.ts';

/**
 * Sees to it that what is forbidden is not sent. This person's own devices are switched off at once; a host's panel
 * also mutes whoever sends it all the same. The conference servers keep it as well (mod_campus_meet): this is for
 * what goes straight between two, and for deployments without their AV moderation.
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
