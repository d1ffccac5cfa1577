/** A refusal as Moodle words it; it is answered with HTTP 200. `message` may be markup in one case (database away). */
export class MoodleError extends Error {
  readonly exception: string;
  readonly errorcode: string;

  constructor(exception: string, errorcode: string, message: string) {
    super(message);
    this.name = 'MoodleError';
    this.exception = exception;
    this.errorcode = errorcode;
  }
}

const core = (name: string) => `core\\exception\\${name}`;

/** For an unknown token and for none. */
export const invalidToken = () =>
  new MoodleError(core('moodle_exception'), 'invalidtoken', 'Invalid token - token not found');

/** The account may not use web services, or the token's service does not have the function. */
export const accessException = () =>
  new MoodleError('webservice_access_exception', 'accessexception', 'Access control exception');

/** Moodle does not say which. */
export const invalidParameter = () =>
  new MoodleError(
    core('invalid_parameter_exception'),
    'invalidparameter',
    'Invalid parameter value detected',
  );

/** An id of something that is not there, and a function that is not: Moodle looks up both in its database. */
export const recordUnknown = () =>
  new MoodleError(
    'dml_missing_record_exception',
    'invalidrecordunknown',
    "Can't find data record in database.",
  );

/** The token's own account was suspended, not the one that is asked about. */
export const accountSuspended = (username: string) =>
  new MoodleError(
    core('moodle_exception'),
    'wsaccessusersuspended',
    `Refused web service access for suspended username: ${username}`,
  );

/** `permission` is the capability's name in words, as Moodle's language files have it. */
export const noPermissions = (permission: string) =>
  new MoodleError(
    core('required_capability_exception'),
    'nopermissions',
    `Sorry, but you do not currently have permissions to do that (${permission}).`,
  );

/** @param reason Moodle's own words, in the account's language */
export const courseNotValid = (courseId: number, reason: string) =>
  new MoodleError(
    core('moodle_exception'),
    'errorcoursecontextnotvalid',
    `You cannot execute functions in the course context (course id:${courseId}). The context error message was: ${reason}`,
  );

/** `core_user_get_users_by_field` asked by a field that is none of a user's. */
export const invalidUserField = (field: string) =>
  new MoodleError(core('moodle_exception'), 'invaliduserfield', `Invalid user field: ${field}`);

/** A call that Moodle's own code takes for a mistake of the caller. */
export const codingError = (hint: string) =>
  new MoodleError(
    core('coding_exception'),
    'codingerror',
    `Coding error detected, it must be fixed by a programmer: ${hint}`,
  );

/** Moodle's answer where some of several messages were refused and the others stored. */
export const formatNotSupported = () =>
  new MoodleError(core('moodle_exception'), 'formatnotsupported', 'webservice/formatnotsupported');

/** Every call gets it while the site is in maintenance mode. */
export const siteMaintenance = () =>
  new MoodleError(
    core('moodle_exception'),
    'sitemaintenance',
    'The site is undergoing maintenance and is currently not available',
  );

/** The site's code is newer than its database. */
export const upgradeRunning = () =>
  new MoodleError(
    core('moodle_exception'),
    'upgraderunning',
    'Site is being upgraded, please retry later.',
  );

/** The one refusal whose message is markup. */
export const databaseDown = () =>
  new MoodleError(
    'dml_connection_exception',
    'dbconnectionfailed',
    '<p>Error: Database connection failed</p>\n<p>It is possible that the database is overloaded or otherwise not running properly.</p>\n<p>The site administrator should also check that the database details have been correctly specified in config.php</p>',
  );
