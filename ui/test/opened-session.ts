import { aSession, courseId, meetingId } from '../scenes/people.ts';

/** Under which a tab remembers its session. */
export const memoryKey = 'campus-meet.session';

/** A session as the bridge opens it. @param lasts how long its access token is good, milliseconds */
export const session = (accessToken: string, lasts = 60_000) => ({
  ...aSession('en', true),
  session: { id: meetingId, accessToken, accessExpiresAt: Date.now() + lasts },
});

/** Of who goes on as somebody else. */
export const successor = () => ({
  ...session('successor'),
  session: { ...session('successor').session, id: courseId },
});
