import type { Failure } from '../../kernel/failure.ts';
import { named, roleEditor, type CapabilityName } from './capabilities.ts';
import { MoodleRefusal } from './client.ts';

/** Where functions are added to a service. */
export const functionAdvice =
  'Site administration → Server → Web services → External services → Functions → Add functions.';

/** Where capabilities are ticked. */
export const capabilityAdvice = (...names: CapabilityName[]): string =>
  `Allow ${names.map(named).join(' and ')} in the role of the token’s account: ${roleEditor}; the role has to be assigned in the system context.`;

/** How to give a field of people's profiles. */
export const identityAdvice = (field: string): string =>
  `tick “${field}” at Site administration → Users → Permissions → User policies → Show user identity (showuseridentity), and allow ${named('moodle/site:viewuseridentity')} in the role of the token’s account.`;

const refusals: Readonly<Record<string, string>> = {
  invalidtoken: 'Site administration → Server → Web services → Manage tokens: copy the token anew.',
  accessexception: `Look, in this order: ${functionAdvice} Is the service enabled? Is ${named('webservice/rest:use')} allowed in the role? Is the token restricted to other addresses, or did it end? Is the account among the authorised users of the service? “Valid until” there must be empty: Moodle compares it the wrong way round; use the one of the token.`,
  wsaccessusersuspended: 'Unsuspend the token’s account, or make a token for another one.',
  errorcoursecontextnotvalid: capabilityAdvice(
    'moodle/course:view',
    'moodle/course:viewhiddencourses',
  ),
  nopermissions: `Allow what is named in the role of the token’s account: ${roleEditor}.`,
};

/** How to mend what made a call fail. */
export function refusalAdvice(failure: Failure): string {
  if (failure instanceof MoodleRefusal) {
    return refusals[failure.errorcode] ?? functionAdvice;
  }
  switch (failure.code) {
    case 'lms/refused':
      return 'Switch on Site administration → General → Advanced features → Enable web services, and REST at Server → Web services → Manage protocols.';
    case 'lms/unavailable':
      return 'Is the address right, is Moodle up and out of maintenance, and may this machine reach it?';
    default:
      return 'Is the address exactly Moodle’s wwwroot (as config.php has it)?';
  }
}
