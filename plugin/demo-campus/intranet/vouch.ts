import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createSigner, type SignedCourse } from '../../portal/signer/index.ts';
import { isActive, type Campus, type Person, type Role } from '../campus.ts';

const roles: Record<Role, NonNullable<SignedCourse['role']>> = {
  editingteacher: 'editing-teacher',
  teacher: 'teacher',
  manager: 'manager',
  student: 'student',
};

/** The intranet's part in launching the panel: it signs for its people with a key that only it has. */
export interface Voucher {
  issuer: string;
  /** PEM, for the bridge. */
  publicKey: string;
  /** PEM (PKCS #8), to be kept where nobody else reads. */
  privateKey: string;
  /** A fresh token for a signed-in person who reads in `locale`, good once and for a minute. */
  tokenFor: (person: Person, locale: string) => string;
}

/** Where the intranet and the bridge are, and the intranet's key of before (PEM). */
interface VoucherPlace {
  campus: string;
  bridge: string;
  kept?: string | undefined;
}

/** Makes the intranet's key, unless one was kept, and what it says of people. Its ids are those of the campus's LMS. */
export function createVoucher(campus: Campus, at: VoucherPlace): Voucher {
  const privateKey =
    at.kept === undefined ? generateKeyPairSync('ed25519').privateKey : createPrivateKey(at.kept);
  const issuer = `${at.campus}/intranet`;
  const sign = createSigner({
    issuer,
    audience: at.bridge,
    algorithm: 'EdDSA',
    key: privateKey,
  });
  return {
    issuer,
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    tokenFor: (person, locale) =>
      sign({
        sub: String(person.id),
        given_name: person.firstName,
        family_name: person.lastName,
        email: person.email,
        locale,
        zoneinfo: 'Asia/Shanghai',
        ...(person.idNumber === '' ? {} : { campus_number: person.idNumber }),
        courses: coursesOf(campus, person),
      }),
  };
}

/** The courses that a person may enter now, as the intranet tells of them. */
export function coursesOf(campus: Campus, person: Person): SignedCourse[] {
  const now = Date.now();
  return campus.enrolments
    .filter((one) => one.personId === person.id && isActive(one, now))
    .flatMap(({ courseId, role }) => {
      const course = campus.courses.get(courseId);
      if (!course?.visible) return [];
      const groups = campus.groups.filter(
        (group) => group.courseId === courseId && group.memberIds.includes(person.id),
      );
      return [
        {
          id: String(course.id),
          title: course.fullName,
          label: course.shortName,
          role: roles[role],
          groups: groups.map(({ id }) => String(id)),
        },
      ];
    });
}
