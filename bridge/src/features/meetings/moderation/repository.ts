import type { Database } from '../../../kernel/database.ts';
import { mostSpotlit, type PermissionChanges, type Permissions } from './contract.ts';

type Media = 'microphone' | 'camera' | 'share';
type PermissionRow = { meeting_id: string } & Record<Media, boolean | number> &
  Pick<Permissions, 'chat'> & { lecture: boolean | number | null };

/** What hosts said for one meeting; of lecture mode null where they left it as it was planned. */
export interface Said {
  permissions: Permissions;
  lecture: boolean | null;
}

interface ExemptRow {
  meeting_id: string;
  participant_id: string;
}

interface SpotlitRow {
  meeting_id: string;
  participant_id: string;
  chosen_at: number;
}

export type ModerationRepository = ReturnType<typeof createModerationRepository>;

/** What members may do in each meeting; where nothing was said, everything. */
export function createModerationRepository(db: Database) {
  const permissions = () => db<PermissionRow>('meeting_permissions');
  const spotlit = () => db<SpotlitRow>('meeting_spotlight');
  const exempt = () => db<ExemptRow>('meeting_exempt');

  return {
    said: async (meetingId: string): Promise<Said> => {
      const row = await permissions().where({ meeting_id: meetingId }).first();
      if (!row) return { permissions: everything, lecture: null };
      const lecture = row.lecture === null ? null : Boolean(row.lecture);
      return { permissions: fromRow(row), lecture };
    },
    /** Changes some, and leaves the others as they are, whoever changes them at the same time. */
    change: async (meetingId: string, changes: PermissionChanges): Promise<void> => {
      const key = { meeting_id: meetingId };
      await permissions()
        .insert({ ...key, ...everything })
        .onConflict('meeting_id')
        .ignore();
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      if (given.length > 0) await permissions().where(key).update(Object.fromEntries(given));
    },
    exempt: async (meetingId: string): Promise<string[]> =>
      (await exempt().where({ meeting_id: meetingId }).orderBy('participant_id')).map(
        (row) => row.participant_id,
      ),
    addExempt: async (meetingId: string, participantId: string): Promise<void> => {
      const row = { meeting_id: meetingId, participant_id: participantId };
      await exempt().insert(row).onConflict(['meeting_id', 'participant_id']).ignore();
    },
    dropExempt: async (meetingId: string, participantId: string): Promise<void> => {
      await exempt().where({ meeting_id: meetingId, participant_id: participantId }).delete();
    },
    /** In the order in which they were chosen. */
    spotlit: async (meetingId: string): Promise<string[]> =>
      (
        await spotlit()
          .where({ meeting_id: meetingId })
          .orderBy(['chosen_at', 'participant_id'])
          .limit(mostSpotlit)
      ).map((row) => row.participant_id),
    /** `at` in milliseconds since 1970. */
    addSpotlit: async (
      { meetingId, participantId }: { meetingId: string; participantId: string },
      at: number,
    ): Promise<void> => {
      const row = { meeting_id: meetingId, participant_id: participantId, chosen_at: at };
      await spotlit().insert(row).onConflict(['meeting_id', 'participant_id']).ignore();
    },
    dropSpotlit: async (meetingId: string, participantIds: readonly string[]): Promise<void> => {
      await spotlit()
        .where({ meeting_id: meetingId })
        .whereIn('participant_id', participantIds)
        .delete();
    },
    clearExempt: async (meetingId: string): Promise<void> => {
      await exempt().where({ meeting_id: meetingId }).delete();
    },
  };
}

const everything: Permissions = {
  microphone: true,
  camera: true,
  share: true,
  chat: 'everybody',
};

const fromRow = (row: PermissionRow): Permissions => ({
  microphone: Boolean(row.microphone),
  camera: Boolean(row.camera),
  share: Boolean(row.share),
  chat: row.chat,
});
