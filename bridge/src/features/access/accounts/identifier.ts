import { foldCampusNumber } from '../../../kernel/values.ts';
import { emailKey, phoneKey } from '../../directory/people/index.ts';

/**
 * One spelling of what somebody is named by, so that writing it otherwise is no new try. A campus number may
 * look like a phone number: that does no harm, both spellings are only counted by it.
 */
export const identifierKey = (identifier: string): string =>
  emailKey(identifier) ?? phoneKey(identifier) ?? foldCampusNumber(identifier);
