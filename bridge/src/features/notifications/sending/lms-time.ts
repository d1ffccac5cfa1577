/**
 * So long a connected LMS may take to tell its people by its own messages, milliseconds. It asks each minute; what
 * it has not told by then is mailed, so that nothing is lost where it is away, refuses, or does not know somebody.
 */
export const lmsTellsWithinMs = 3 * 60_000;
