import { kindOf } from './person.ts';

/**
 * Sources that the campus itself fills: whom they name is known whatever an LMS says, and a first contact that they
 * give may be logged in with. What an LMS or a portal says, people can often write there themselves.
 */
export const isTrustedSource = (source: string): boolean =>
  ['ldap', 'sheet', 'application'].includes(kindOf(source));
