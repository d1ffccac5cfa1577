/** Who makes a request, as the session that was presented says. */
export interface Caller {
  sessionId: string;
  personId: string;
  /** The course that the session was launched in; null for a session that is not bound to one. */
  courseId: string | null;
}
