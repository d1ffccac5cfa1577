import type { Rules } from '../../bridge/src/features/meetings/moderation/contract.ts';
import type { Asked } from './campus-answers.ts';
import { meetingId } from './people.ts';

export const unrestricted: Rules = {
  permissions: { microphone: true, camera: true, share: true, chat: 'everybody' },
  lecture: false,
  exempt: [],
  spotlight: [],
  locked: false,
};

/** Called upon to listen, with the door shut. */
export const forbidding: Rules = {
  permissions: { microphone: false, camera: true, share: false, chat: 'off' },
  lecture: false,
  exempt: [],
  spotlight: [],
  locked: true,
};

/** Members write to hosts only. */
export const toHosts: Rules = {
  ...unrestricted,
  permissions: { ...unrestricted.permissions, chat: 'hosts' },
};

/** Only hosts send, and whom they call up. */
export const lecturing: Rules = {
  ...unrestricted,
  lecture: true,
  permissions: { microphone: false, camera: false, share: false, chat: 'everybody' },
};

/** What hosts change of the rules is kept. */
export function ruleAnswers(world: { rules?: Rules }): Record<string, (asked: Asked) => unknown> {
  const rules = (): Rules => (world.rules ??= structuredClone(unrestricted));
  const changed = (change: Partial<Rules>): Rules => (world.rules = { ...rules(), ...change });
  const seriesOf = (): unknown => ({
    id: meetingId,
    kind: 'course',
    number: '123456789',
    title: '',
    courseId: null,
    lecture: false,
    admission: { scope: 'invited', guestPassword: null, lobby: false, locked: rules().locked },
    schedule: null,
    next: null,
    url: 'https://meet.example.edu/join/123456789',
  });
  return {
    getRules: rules,
    changePermissions: ({ body: { lecture, ...body } }) => {
      if (lecture !== undefined) return changed(lecture === true ? lecturing : unrestricted);
      return changed({ permissions: { ...rules().permissions, ...body } });
    },
    setExempt: ({ params, body }) => {
      const others = rules().exempt.filter((id) => id !== params['participantId']);
      return changed({
        exempt: body['exempt'] ? [...others, params['participantId'] ?? ''] : others,
      });
    },
    setSpotlight: ({ params, body }) => {
      const id = params['participantId'] ?? '';
      const others =
        body['spotlight'] === 'only' ? [] : rules().spotlight.filter((one) => one !== id);
      return changed({ spotlight: body['spotlight'] === 'off' ? others : [...others, id] });
    },
    setRole: () => ({}),
    getSeriesOfMeeting: seriesOf,
    changeSeries: ({ body }) => {
      const { locked } = body['admission'] as { locked: boolean };
      changed({ locked });
      return seriesOf();
    },
  };
}
