import type { Hosting } from '../admission/index.ts';
import type { AdmissionService } from '../ports.ts';
import type { MeetingRepository } from '../repository.ts';
import type { OccupantRepository } from '../occupant-repository.ts';
import type { ChatRule } from './contract.ts';

/** Meetings, who is in them, and what each is to them. */
export interface ModerationReader {
  meetings: Pick<MeetingRepository, 'find' | 'findByRoom' | 'ofSeries'>;
  occupants: Pick<OccupantRepository, 'isPresent' | 'presentIds'>;
  roleIn: AdmissionService['roleIn'];
}

/** What admission keeps of it. */
export type ModerationAdmission = Pick<
  Hosting,
  'setCoHost' | 'ban' | 'sentOut' | 'refuseProtected' | 'seriesRules'
>;

/** What members may not do in a room, and whom that does not bind. */
export interface RoomPermissions {
  chat: ChatRule;
  forbidden: readonly ('microphone' | 'camera' | 'share')[];
  exempt: readonly string[];
  /** The host whose word it is, where it is one's. */
  by: string | null;
}

/** What the conference server is told. @throws Failure conference/unavailable or conference/refused */
export interface ModerationServer {
  kick: (room: string, userId: string, reason: string) => Promise<void>;
  setRole: (room: string, userId: string, role: 'host' | 'member') => Promise<void>;
  setPermissions: (room: string, permissions: RoomPermissions) => Promise<void>;
}
