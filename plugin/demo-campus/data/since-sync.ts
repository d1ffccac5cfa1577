import type { Campus } from '../campus.ts';
import { addPerson, removePerson, updatePerson } from './changes.ts';

/** Numbers of students, as in people.ts; none of them is in what one is told to try. */
const idOf = (student: number): number => student + 2;

/**
 * What personnel and registry did after the bridge had read the directory: people of Software Engineering joined,
 * moved, changed and left, so that the department's admin has something to look at.
 */
export function changeSinceSync(campus: Campus): void {
  addPerson(campus, 'student', {
    username: 's202300901',
    firstName: '若曦',
    lastName: '叶',
    idNumber: '202300901',
    phone: '+8613813000901',
    departmentId: 3,
  });
  addPerson(campus, 'teacher', {
    username: 't0901',
    firstName: 'Ingrid',
    lastName: 'Sørensen',
    idNumber: 'T0901',
    phone: '+8613910000901',
    departmentId: 3,
    lang: 'en',
  });
  updatePerson(campus, idOf(401), { departmentId: 3 });
  updatePerson(campus, idOf(416), { departmentId: 5 });
  updatePerson(campus, idOf(424), { phone: '+8613813009424' });
  removePerson(campus, idOf(432));
}
