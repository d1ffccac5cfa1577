/** Who makes a request, as the session that was presented says. */
export interface Caller {
  sessionId: string;
  /** A person of the campus, or a guest who was admitted to one meeting. */
  kind: 'person' | 'guest';
  /** The person's id, or the guest's: unique over both. */
  personId: string;
  /** The course that the session was launched in; null for a session that is not bound to one. */
  courseId: string | null;
}
