/** One thing that the conference server tells. Times are its own clock's, in milliseconds. */
export interface ConferenceEvent {
  sequence: number;
  at: number;
  type: 'room-created' | 'room-destroyed' | 'occupant-joined' | 'occupant-left';
  room: string;
  occupant?: { id: string; jid: string; userId: string } | undefined;
  reason?: string | undefined;
}

export interface ConferenceEventBatch {
  source: string;
  events: ConferenceEvent[];
}
