import { createHash } from 'node:crypto';
import type { Person } from '../campus.ts';
import { mailDomain, person, rowsWrittenAt, type PersonDraft } from './people.ts';

const long = { chinese: '长'.repeat(100), latin: 'L'.repeat(100) };
const german =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-Überwachungsrat'.slice(
    0,
    100,
  );

const odd = (
  id: number,
  name: string,
  rest: Omit<PersonDraft, 'id' | 'username'> & Partial<PersonDraft>,
): Person =>
  person('student', { id, username: `odd_${name}`, idNumber: `ODD-${name}`, lang: 'en', ...rest });

/** A row as Moodle leaves it after deletion: mail as MD5, user name as mail and moment, no number. */
function deletedPerson(): Person {
  const mail = `odd_deleted@stu.${mailDomain}`;
  return odd(552, 'deleted', {
    username: `${mail}.${rowsWrittenAt / 1000}`,
    firstName: 'Was',
    lastName: 'Deleted',
    email: createHash('md5').update(mail).digest('hex'),
    idNumber: '',
    deleted: true,
  });
}

/** People whose names and states break careless software; names as a real Moodle stores them. */
export function oddPeople(): Person[] {
  return [
    odd(543, 'emoji', { firstName: '小明😀', lastName: '李🎓' }),
    odd(544, 'script', { firstName: 'alert(1)', lastName: 'Evil' }),
    odd(545, 'amp', { firstName: 'Tom & Jerry', lastName: '"Quote" Bold' }),
    odd(546, 'sqlish', { firstName: "Robert'); DROP TABLE", lastName: "O''Brien" }),
    odd(547, 'long', { firstName: long.chinese, lastName: long.latin }),
    odd(548, 'rtl', { firstName: '\u202egnp.exe', lastName: 'العربية' }),
    odd(549, 'rare', { firstName: '𠮷野', lastName: '𡈽', lang: 'zh_cn' }),
    odd(550, 'suspended', {
      firstName: 'Suspended',
      lastName: 'Account',
      idNumber: '',
      suspended: true,
    }),
    odd(551, 'hidemail', { firstName: 'Hides', lastName: 'Email', idNumber: '' }),
    deletedPerson(),
    odd(553, 'alt', { firstName: 'Wei', lastName: 'Chen', idNumber: '' }),
    odd(566, 'german', { firstName: 'Karl-Theodor Maria Nikolaus', lastName: german }),
  ];
}
