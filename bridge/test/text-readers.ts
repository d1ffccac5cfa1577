import { ancestors, dnKey, dnParts } from '../src/adapters/ldap/names.ts';
import { nextLink } from '../src/adapters/lti/link-header.ts';
import { courseRoles } from '../src/adapters/lti/roles.ts';
import { pressed, searchable, wordsOf } from '../src/features/directory/address-book/folding.ts';
import { readQuery } from '../src/features/directory/address-book/query.ts';
import { resembles } from '../src/features/meetings/admission/lookalikes/resemblance.ts';
import { emailKey, phoneKey } from '../src/features/directory/people/keys.ts';
import { holdsLink, withoutLinks } from '../src/features/notifications/sending/plain.ts';
import { readClaims } from '../src/features/access/portal/claims.ts';
import { isoDate, lostDigits, textOf } from '../src/features/registration/import/cells.ts';
import { unitFinder } from '../src/features/registration/import/units.ts';
import { withoutEndSlashes } from '../src/kernel/urls.ts';
import { displayName, folded, readName, tidyName } from '../src/kernel/names.ts';
import { weaknessOf, ownStrength } from '../src/kernel/secret-strength.ts';
import { cleanText, foldCampusNumber, readCampusNumber, readValue } from '../src/kernel/values.ts';

/** Everything that reads texts of others by itself: answers of servers, cells of sheets, what people type. */
export const readers: Record<string, (text: string) => unknown> = {
  cleanText,
  foldCampusNumber,
  readCampusNumber,
  readName,
  tidyName,
  folded,
  emailKey,
  dnParts,
  dnKey,
  ancestors,
  searchable,
  pressed,
  wordsOf,
  readQuery,
  textOf,
  isoDate,
  lostDigits,
  withoutEndSlashes,
  holdsLink,
  withoutLinks,
  phoneKey: (text) => phoneKey(text),
  readValue: (text) => [readValue(text, 'key'), readValue(text, 'name'), readValue(text, 'text')],
  displayName: (text) => displayName(text, text, text),
  nextLink: (text) => nextLink(`<${text}`, 'https://lms.uni.test'),
  courseRoles: (text) => courseRoles([text]),
  resembles: (text) => resembles(text, 'Anna'),
  weaknessOf: (text) => weaknessOf(text, ownStrength),
  unitFinder: (text) => unitFinder([], () => true)(text),
  portalClaims: (text) =>
    readClaims({
      sub: text,
      jti: text,
      exp: 1,
      name: text,
      email: text,
      locale: text,
      zoneinfo: text,
      courses: [{ id: text, title: text }],
    }),
};
