import type { Access } from './access.ts';
import type { Choice } from './arrival-repository.ts';
import type { BelongingRepository } from './belonging-repository.ts';
import type { Waiting } from './contract.ts';
import type { Lobby } from './lobby.ts';

interface WaitingRoomDeps {
  access: Access;
  lobby: Lobby;
  belonging: BelongingRepository;
}

export type WaitingRoom = ReturnType<typeof createWaitingRoom>;

/** What hosts do with those who wait, and with those who may not come back. */
export function createWaitingRoom({ access, lobby, belonging }: WaitingRoomDeps) {
  const decide =
    (state: 'in' | 'refused') =>
    async (meetingId: string, choice: Choice, hostId: string): Promise<Waiting[]> => {
      const { meeting } = await access.hostedMeeting(meetingId, hostId);
      await lobby.decide(meeting.id, choice, state);
      return lobby.list(meeting.id);
    };
  return {
    list: async (meetingId: string, hostId: string) => {
      const { meeting } = await access.hostedMeeting(meetingId, hostId);
      return {
        waiting: await lobby.list(meeting.id),
        lookalikes: await lobby.lookalikes(meeting.id),
      };
    },
    admit: decide('in'),
    refuse: decide('refused'),
    leave: lobby.leave,
    bans: async (seriesId: string, hostId: string) => {
      const series = await access.hosted(seriesId, hostId);
      return (await belonging.bansOf(series.id)).map((ban) => ({
        participantId: ban.participant_id,
        name: ban.name,
        at: ban.banned_at,
      }));
    },
    liftBan: async (seriesId: string, participantId: string, hostId: string): Promise<void> => {
      const series = await access.hosted(seriesId, hostId);
      await belonging.liftBan(series.id, participantId);
    },
  };
}
