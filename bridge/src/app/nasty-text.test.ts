import assert from 'node:assert/strict';
import { ancestors, dnKey, dnParts } from '../adapters/ldap/names.ts';
import { nextLink } from '../adapters/lti/link-header.ts';
import { courseRoles } from '../adapters/lti/roles.ts';
import { pressed, searchable, wordsOf } from '../features/directory/address-book/folding.ts';
import { readQuery } from '../features/directory/address-book/query.ts';
import { resembles } from '../features/meetings/admission/lookalikes/resemblance.ts';
import { emailKey, phoneKey } from '../features/directory/people/keys.ts';
import { readClaims } from '../features/access/portal/claims.ts';
import { isoDate, lostDigits, textOf } from '../features/registration/import/cells.ts';
import { unitFinder } from '../features/registration/import/units.ts';
import { isFailure } from '../kernel/failure.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';
import { displayName, folded, readName, tidyName } from '../kernel/names.ts';
import { weaknessOf, ownStrength } from '../kernel/secret-strength.ts';
import { cleanText, foldCampusNumber, readCampusNumber, readValue } from '../kernel/values.ts';

/** What makes expressions go back and forth: long rows of one sign, or of two, with something wrong at the end. */
const rows = [
  ...[' ', '\t', '\n', 'a', '0', '-', '.', '/', '\\', '<', '(', '（', '[', '{', '"', "'"],
  ...['@', ',', ';', '=', '+', '%', '&', ':', '#', '$', '\u200b', '\u202e', '\u0000', '林', '·'],
  ...[
    ' ,',
    'a.',
    '@a.',
    'a@',
    '" ',
    '" }',
    '\\,',
    '</',
    '<a ',
    '%25',
    '1-',
    ' /',
    '()',
    'a=',
    '$x.',
  ],
];

/** Everything that reads texts of others by itself: answers of servers, cells of sheets, what people type. */
const readers: Record<string, (text: string) => unknown> = {
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

/** The nastiest at full length, the others shorter: together they take seconds. */
const worst = [' ', 'a', '/', '<', '(', '林', 'a.', '" }'];
const texts = [
  ...worst.map((row) => ({ row, length: 1_000_000 })),
  ...rows.map((row) => ({ row, length: 50_000 })),
];

/** An expression that goes back over its text takes minutes for this; one that does not, milliseconds. */
const mostMs = 4_000;

describe('a megabyte of nasty text', () => {
  for (const [name, read] of Object.entries(readers)) {
    it(`is read by ${name} in one go`, () => {
      const slow: string[] = [];
      for (const { row, length } of texts) {
        const text = `x${row.repeat(length / row.length)}\u0001x`;
        const since = performance.now();
        try {
          read(text);
        } catch (error) {
          assert.ok(isFailure(error) || error instanceof URIError, String(error));
        }
        if (performance.now() - since > mostMs) slow.push(JSON.stringify(row));
      }
      assert.deepEqual(slow, []);
    }).timeout(120_000);
  }
});
