import type { Person } from '../../campus.ts';
import { can } from '../access.ts';
import type { Site } from '../site.ts';

/** True when the account sees this identity field of others. */
export function seesField(site: Site, field: string): boolean {
  if (field === 'email' && can(site, 'moodle/course:useremail')) return true;
  const all = can(site, 'moodle/user:viewalldetails');
  if (field === 'username') return all;
  if (all && ['department', 'institution', 'idnumber'].includes(field)) return true;
  return can(site, 'moodle/site:viewuseridentity') && site.identityFields.has(field);
}

/** What is told of a person; fields that are empty or not to be seen are left out. Names are not escaped. */
export function userRow(site: Site, person: Person) {
  const shown = (field: string, value: string) =>
    value !== '' && seesField(site, field) ? { [field]: value } : {};
  const department = site.campus.categories.find(({ id }) => id === person.departmentId);
  const picture = `${site.origin}/theme/image.php/boost/core/1/u/`;
  return {
    id: person.id,
    ...shown('username', person.username),
    firstname: person.firstName,
    lastname: person.lastName,
    fullname: `${person.firstName} ${person.lastName}`,
    ...shown('email', person.email),
    ...shown('phone2', person.phone),
    // Unlike its neighbours, an empty department is told.
    ...(seesField(site, 'department') ? { department: department?.name ?? '' } : {}),
    // The campus' own feed writes it, together with the number.
    ...shown('institution', person.idNumber === '' ? '' : site.campus.university.name),
    ...shown('idnumber', person.idNumber),
    firstaccess: 0,
    lastaccess: 0,
    city: '福州',
    country: 'CN',
    profileimageurlsmall: `${picture}f2`,
    profileimageurl: `${picture}f1`,
  };
}
