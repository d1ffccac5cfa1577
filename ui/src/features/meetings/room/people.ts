import type { SpotlightChange } from '../../../../../bridge/src/features/meetings/moderation/contract.ts';
import type { LocalMedium, Participant } from '../../../conference/events.ts';
import { isMuted } from '../../../conference/selectors.ts';
import { keyOf } from '../chat/index.ts';
import type { Action } from '../participants/index.ts';
import { useChat } from './chat.ts';
import { useModeration } from './moderation.ts';
import { useMeeting } from './store.ts';
import { useMeetingView } from './view.ts';

/** What can be done about others at once; removing somebody asks first. Rejects with a PanelFailure. */
export function useDeeds(): (
  action: Exclude<Action, 'remove'>,
  whom: Participant,
) => Promise<void> {
  const meeting = useMeeting();
  const moderation = useModeration();
  const view = useMeetingView();
  const chat = useChat();

  /** Whoever is asked may then do it, also when the others may not. */
  const ask = async (whom: Participant, medium: 'microphone' | 'camera'): Promise<void> => {
    const isForbidden = moderation.forbidden.includes(medium) && !moderation.isFree(whom);
    if (isForbidden && whom.personId !== null) await moderation.exempt(whom.personId, true);
    meeting.conference?.ask(whom.id, medium);
  };
  /** Whoever is called up may speak, show themselves and share; the hand was for that. */
  const callUp = async (whom: Participant): Promise<void> => {
    if (whom.personId !== null) await moderation.exempt(whom.personId, true);
    meeting.conference?.lowerHand(whom.id);
    meeting.conference?.ask(whom.id, 'microphone');
  };
  const bind = async (whom: Participant): Promise<void> => {
    if (whom.personId !== null) await moderation.exempt(whom.personId, false);
  };
  const office = async (whom: Participant, role: 'host' | 'member'): Promise<void> => {
    if (whom.personId !== null) await moderation.setRole(whom.personId, role);
  };
  const pin = (whom: Participant) => () => {
    view.togglePin(whom.id);
    return Promise.resolve();
  };
  const spotlight = (whom: Participant, change: SpotlightChange) => async () => {
    if (whom.personId !== null) await moderation.spotlight(whom.personId, change);
  };
  const mute = (whom: Participant, medium: LocalMedium) => () => {
    meeting.conference?.muteParticipant(whom.id, medium);
    return Promise.resolve();
  };

  return (action, whom) => {
    const deeds: Record<typeof action, () => Promise<void>> = {
      pin: pin(whom),
      unpin: pin(whom),
      mute: mute(whom, 'microphone'),
      'camera-off': mute(whom, 'camera'),
      'stop-share': mute(whom, 'share'),
      'ask-microphone': () => ask(whom, 'microphone'),
      'ask-camera': () => ask(whom, 'camera'),
      message: () => {
        chat.writeTo({ kind: 'person', key: keyOf(whom) });
        view.panel = 'chat';
        return Promise.resolve();
      },
      connection: () => {
        view.about = whom.id;
        return Promise.resolve();
      },
      'lower-hand': () => {
        meeting.conference?.lowerHand(whom.id);
        return Promise.resolve();
      },
      unexempt: () => bind(whom),
      'call-up': () => callUp(whom),
      'take-back': () => bind(whom),
      spotlight: spotlight(whom, 'only'),
      'add-spotlight': spotlight(whom, 'also'),
      'end-spotlight': spotlight(whom, 'off'),
      'make-host': () => office(whom, 'host'),
      'make-member': () => office(whom, 'member'),
    };
    return deeds[action]();
  };
}

/** Switches off every member's microphone; with `stay` they cannot switch it on by themselves. */
export function useMuteAll(): (stay: boolean) => Promise<void> {
  const meeting = useMeeting();
  const moderation = useModeration();
  return async (stay) => {
    const { state, conference } = meeting;
    for (const { id, self, moderator } of state.participants.values()) {
      if (self || moderator || isMuted(state, id, 'audio')) continue;
      conference?.muteParticipant(id, 'microphone');
    }
    if (stay === moderation.rules.permissions.microphone)
      await moderation.permit({ microphone: !stay });
  };
}
