import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import {
  changeSeries,
  getSeriesOfMeeting,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import { getMeeting } from '../../../../../bridge/src/features/meetings/contract.ts';
import {
  changePermissions,
  getRules,
  removeFromMeeting,
  setExempt,
  setRole,
  setSpotlight,
  type PermissionChanges,
  type Permissions,
  type Rules,
  type SpotlightChange,
} from '../../../../../bridge/src/features/meetings/moderation/contract.ts';
import type { LocalMedium, Participant } from '../../../conference/events.ts';
import { callKey, liveKey, need } from '../../../kernel/ports.ts';
import { useSession } from '../../access/session/index.ts';
import { useMeeting } from './store.ts';

const everything: Permissions = {
  microphone: true,
  camera: true,
  share: true,
  chat: 'everybody',
};
const unrestricted: Rules = {
  permissions: everything,
  lecture: false,
  exempt: [],
  spotlight: [],
  locked: false,
};
const media = ['microphone', 'camera', 'share'] as const;

/** What holds in the meeting, and what hosts do about it. Commands reject with a PanelFailure. */
export const useModeration = defineStore('meeting-moderation', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const meeting = useMeeting();
  const session = useSession();
  const rules = ref<Rules>(unrestricted);
  const meetingId = () => meeting.summary?.id ?? '';
  const isExempt = (personId: string | null): boolean =>
    personId !== null && rules.value.exempt.includes(personId);

  /** Whom nothing binds is told by the server's word on hosts, and by the bridge's on the exempt. */
  const isFree = (participant: Participant): boolean =>
    participant.moderator || isExempt(participant.personId);
  const may = computed<Permissions>(() =>
    meeting.isHost || isExempt(session.person?.id ?? null) ? everything : rules.value.permissions,
  );
  const forbidden = computed<LocalMedium[]>(() =>
    media.filter((medium) => !rules.value.permissions[medium]),
  );
  /** What this person is in lecture mode; null while there is none, and for hosts, whom it leaves as they are. */
  const inLecture = computed<'listens' | 'called-up' | null>(() => {
    if (!rules.value.lecture || meeting.isHost) return null;
    return isExempt(session.person?.id ?? null) ? 'called-up' : 'listens';
  });

  async function load(): Promise<void> {
    const id = meetingId();
    const known = await call(getRules, { params: { meetingId: id } });
    if (id === meetingId()) rules.value = known;
  }
  async function readRole(): Promise<void> {
    const params = { meetingId: meetingId() };
    const { mayHost } = await call(getMeeting, { params });
    if (params.meetingId === meetingId()) meeting.isHost = mayHost;
  }
  const loadQuietly = (): void => void load().catch(() => undefined);

  // From the press of "Join" on, so that nothing forbidden is sent first; what is missed later is asked for again.
  watch(
    () => meeting.phase === 'entering' || meeting.phase === 'in',
    (coming) => {
      rules.value = coming ? rules.value : unrestricted;
      if (coming) loadQuietly();
    },
    { immediate: true },
  );
  live.resumed(() => {
    if (meeting.phase !== 'in') return;
    loadQuietly();
    void readRole().catch(() => undefined);
  });
  live.hear('rules', (told) => {
    if (told.meetingId === meetingId()) rules.value = told.rules;
  });
  live.hear('role', (told) => {
    if (told.meetingId === meetingId()) meeting.isHost = told.role === 'host';
  });

  const about = (personId: string) => ({ meetingId: meetingId(), participantId: personId });
  return {
    rules,
    may,
    forbidden,
    isFree,
    isExempt,
    inLecture,
    permit: async (body: PermissionChanges): Promise<void> => {
      rules.value = await call(changePermissions, { params: { meetingId: meetingId() }, body });
    },
    exempt: async (personId: string, exempt: boolean): Promise<void> => {
      rules.value = await call(setExempt, { params: about(personId), body: { exempt } });
    },
    spotlight: async (personId: string, spotlight: SpotlightChange): Promise<void> => {
      rules.value = await call(setSpotlight, { params: about(personId), body: { spotlight } });
    },
    setRole: async (personId: string, role: 'host' | 'member'): Promise<void> => {
      await call(setRole, { params: about(personId), body: { role } });
    },
    remove: async (personId: string, ban: boolean): Promise<void> => {
      await call(removeFromMeeting, { params: about(personId), body: { ban } });
    },
    lock: async (locked: boolean): Promise<void> => {
      const series = await call(getSeriesOfMeeting, { params: { meetingId: meetingId() } });
      await call(changeSeries, {
        params: { seriesId: series.id },
        body: { admission: { locked } },
      });
      rules.value = { ...rules.value, locked };
    },
  };
});
