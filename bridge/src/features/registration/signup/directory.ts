import { isFailure } from '../../../kernel/failure.ts';
import type { Applicant } from './application.ts';
import type { DirectorySays } from './decisions-contract.ts';
import type { CampusDirectory, DirectoryEntry } from './ports.ts';

/** One spelling of a name: width, case, spaces and points between names make no other one. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·•.,'’-]+/gu, '');

const isSame = (one: string, other: string): boolean => plain(one) === plain(other);

/** Compares an entry with what an applicant said. Pure. */
export const compare = (
  entry: DirectoryEntry,
  applicant: Applicant,
  departmentName: string | null,
): DirectorySays => ({
  is: 'found',
  name: entry.name,
  email: entry.email,
  active: entry.active,
  agrees: {
    name: isSame(entry.name, applicant.name),
    email: entry.email !== null && entry.email.toLowerCase() === applicant.email,
    department: departmentName !== null && entry.units.some((one) => isSame(one, departmentName)),
  },
});

/** What the directory says of an applicant's campus number; a directory that is away says nothing. */
export async function askDirectory(
  directory: CampusDirectory | null,
  applicant: Applicant,
  departmentName: string | null,
): Promise<DirectorySays> {
  if (!directory) return { is: 'none' };
  try {
    const entry = await directory.look(applicant.campusNumber);
    return entry ? compare(entry, applicant, departmentName) : { is: 'unknown' };
  } catch (error) {
    if (isFailure(error, 'directory/unavailable', 'directory/refused', 'directory/bad-answer')) {
      return { is: 'away' };
    }
    throw error;
  }
}

/**
 * True when the directory vouches for an applicant: the number is that of somebody active with the same
 * name, the mail address that was confirmed, and the unit. Anything less an admin has to look at. Pure.
 */
export const vouches = (said: DirectorySays): boolean =>
  said.is === 'found' &&
  said.active &&
  said.agrees.name &&
  said.agrees.email &&
  said.agrees.department;
