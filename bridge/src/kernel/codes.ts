/**
 * The closed set of failure codes: every failure that leaves the bridge has one of these, and the
 * panel has a sentence for each in each language (ui/src/locales). The number is the HTTP status.
 * "It is away" (…/unavailable, 502–504) and "it said no" (…/refused, 403) are different codes.
 */
export const failureCodes = {
  internal: 500,
  'request/invalid': 400,
  'request/not-json': 400,
  'request/too-large': 413,
  'request/too-slow': 408,
  'request/not-found': 404,
  'request/wrong-method': 405,
  'request/wrong-origin': 403,
  'request/too-many': 429,

  'session/missing': 401,
  'session/guest': 403,
  'session/expired': 401,
  'session/ended': 401,
  'session/refresh-reused': 401,
  'session/ticket-invalid': 401,
  'session/forbidden': 403,

  'person/not-found': 404,
  'course/not-found': 404,
  'course/not-a-member': 403,
  'course/group-not-found': 404,

  'meeting/not-found': 404,
  'meeting/not-host': 403,
  'meeting/not-allowed': 403,
  'meeting/not-open': 409,
  'meeting/ended': 410,
  'meeting/full': 409,
  'meeting/participant-not-found': 404,

  'conference/unavailable': 502,
  'conference/refused': 502,
  'conference/event-unsigned': 401,
  'conference/event-stale': 401,

  'lti/platform-unknown': 403,
  'lti/registration-failed': 502,
  'lti/registration-closed': 403,
  'lti/login-invalid': 400,
  'lti/state-unknown': 403,
  'lti/state-expired': 403,
  'lti/state-used': 403,
  'lti/state-not-bound': 403,
  'lti/token-malformed': 400,
  'lti/token-signature': 403,
  'lti/token-expired': 403,
  'lti/token-not-yet': 403,
  'lti/token-issuer': 403,
  'lti/token-audience': 403,
  'lti/token-nonce': 403,
  'lti/token-deployment': 403,
  'lti/token-claims': 400,
  'lti/message-unsupported': 400,
  'lti/not-instructor': 403,
  'lti/platform-unavailable': 502,
  'lti/platform-refused': 502,
  'lti/platform-bad-answer': 502,
  'lti/score-stale': 409,

  'lms/unavailable': 502,
  'lms/refused': 502,
  'lms/bad-answer': 502,
  'directory/unavailable': 502,
  'directory/refused': 502,
  'directory/bad-answer': 502,
  'roster/too-many-removals': 409,
  'roster/source-unknown': 404,
  'roster/run-not-found': 404,
  'roster/already-running': 409,
} as const;

/** One of the closed set of failure codes. */
export type FailureCode = keyof typeof failureCodes;
