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

export const invalidToken = () =>
  new MoodleError(core('moodle_exception'), 'invalidtoken', 'Invalid token - token not found');

export const accessException = () =>
  new MoodleError('webservice_access_exception', 'accessexception', 'Access control exception');

export const invalidParameter = () =>
  new MoodleError(
    core('invalid_parameter_exception'),
    'invalidparameter',
    'Invalid parameter value detected',
  );

export const recordUnknown = () =>
  new MoodleError(
    'dml_missing_record_exception',
    'invalidrecordunknown',
    "Can't find data record in database.",
  );

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

export const courseNotValid = (courseId: number, reason: string) =>
  new MoodleError(
    core('moodle_exception'),
    'errorcoursecontextnotvalid',
    `You cannot execute functions in the course context (course id:${courseId}). The context error message was: ${reason}`,
  );

export const invalidUserField = (field: string) =>
  new MoodleError(core('moodle_exception'), 'invaliduserfield', `Invalid user field: ${field}`);

export const codingError = (hint: string) =>
  new MoodleError(
    core('coding_exception'),
    'codingerror',
    `Coding error detected, it must be fixed by a programmer: ${hint}`,
  );

export const formatNotSupported = () =>
  new MoodleError(core('moodle_exception'), 'formatnotsupported', 'webservice/formatnotsupported');

export const siteMaintenance = () =>
  new MoodleError(
    core('moodle_exception'),
    'sitemaintenance',
    'The site is undergoing maintenance and is currently not available',
  );

export const upgradeRunning = () =>
  new MoodleError(
    core('moodle_exception'),
    'upgraderunning',
    'Site is being upgraded, please retry later.',
  );

export const databaseDown = () =>
  new MoodleError(
    'dml_connection_exception',
    'dbconnectionfailed',
    '<p>Error: Database connection failed</p>\n<p>It is possible that the database is overloaded or otherwise not running properly.</p>\n<p>The site administrator should also check that the database details have been correctly specified in config.php</p>',
  );
