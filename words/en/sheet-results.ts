import * as common from './common.ts';
import * as shared from './shared.ts';

/** The downloaded result of a sheet, and what its template explains. */
export const sheetResults = {
  statusHeader: 'Verdict',
  reasonHeader: 'Reason',
  verdicts: {
    new: 'new',
    update: 'update',
    unchanged: 'unchanged',
    conflict: 'conflict',
    error: 'error',
  },
  flaws: {
    missing: shared.mustBeFilledIn,
    'too-long': shared.isTooLong,
    'control-characters': shared.holdsCharactersThatCannotBe,
    'digits-lost': 'the spreadsheet dropped digits: make the column text and type it again',
    'not-a-kind': shared.writeTeacherStudentOrStaff,
    'not-a-number': shared.mayHoldLettersDigitsAnd,
    'not-an-email': shared.isNoMailAddress,
    'not-a-phone': shared.isNoTelephoneNumber,
    'not-a-date': shared.isNoDateWrite2027,
    'unknown-department': 'there is no such unit, or several: write College/Department',
    'foreign-department': shared.isOutsideOfWhatYou,
    'looks-like-a-formula': shared.mustNotBeginWith,
    'in-the-past': shared.liesInThePast,
    'twice-in-sheet': 'stands in another row as well',
  },
  conflicts: {
    'several-people': 'several people have this number, mail address or telephone',
    'other-person': 'another person, with another campus number, has this mail address',
    'different-person': 'somebody with another name and mail address has this campus number',
    elsewhere: 'the person belongs to another department',
    administrator: 'the person is an administrator: only a system administrator may change them',
    'login-key':
      'the person has an account that a new mail address or telephone would open: only a system administrator may enter it; leave both empty to register the person',
  },
  explanations: 'Explanations',
  explained: {
    name: 'Required, for example Wang Fang',
    kind: 'Required: teacher, student or staff',
    campusNumber: 'Required, one for each person. Keep it as text, or digits get lost',
    department: 'Required: a unit that you administer; of two alike write College/Department',
    email: 'Optional. The letter about the registration goes there',
    phone: 'Optional. Codes for logging in go there; begin foreign numbers with +',
    expiresOn: 'Optional, for example 2027-07-01',
  },
  people: common.people,
  hidden: 'this row is hidden in the sheet',
};
