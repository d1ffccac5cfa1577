/** A room on the conference server, as the server itself counts it. Times in milliseconds. */
export interface RoomSize {
  room: string;
  createdAt: number;
  occupants: { id: string; jid: string; userId: string; joinedAt: number }[];
}

/** Every room at one moment; `sequence` is the last event of `source` that is already counted in. */
export interface Sizes {
  source: string;
  sequence: number;
  rooms: RoomSize[];
}

/**
 * What the conference server can be told.
 * @throws Failure conference/unavailable when it is away, conference/refused when it said no
 * (`refusal` in commands.ts tells its code)
 */
export interface ConferenceServer {
  endRoom: (room: string, reason: string) => Promise<void>;
  /** Removes every occupant of that room whose token names this user. */
  kick: (room: string, userId: string, reason: string) => Promise<void>;
  /** Makes every occupant of this user a moderator or a plain participant, also those who come later. */
  setRole: (room: string, userId: string, role: 'host' | 'member') => Promise<void>;
  /**
   * Whom members may write to and what they may not send; it does not bind those who are exempt (users' ids, at most
   * 200). `by`: the user whose word it is, who is not muted when it begins; null for nobody's.
   */
  setPermissions: (
    room: string,
    permissions: {
      chat: 'everybody' | 'hosts' | 'off';
      forbidden: readonly ('microphone' | 'camera' | 'share')[];
      exempt: readonly string[];
      by: string | null;
    },
  ) => Promise<void>;
  sizes: () => Promise<Sizes>;
}
