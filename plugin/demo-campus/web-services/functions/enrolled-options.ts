import { codingError, invalidParameter, invalidUserField } from '../errors.ts';
import { int, parse } from '../params.ts';

/** What core_enrol_get_enrolled_users can be asked for, read from its options. */
export interface EnrolledOptions {
  onlyActive: boolean;
  onlySuspended: boolean;
  /** 0 = every group. */
  groupId: number;
  /** Null = every field. */
  fields: Set<string> | null;
  from: number;
  /** 0 = all. */
  count: number;
  sortBy: 'id' | 'firstname' | 'lastname' | 'siteorder';
  descending: boolean;
  withCapability: string;
}

/** Moodle's user_get_default_fields(). */
const userFields = new Set(
  (
    'id username fullname firstname lastname email address phone1 phone2 department institution interests firstaccess ' +
    'lastaccess auth confirmed idnumber lang theme timezone mailformat description descriptionformat city country ' +
    'profileimageurlsmall profileimageurl customfields groups roles preferences enrolledcourses suspended lastcourseaccess trackforums'
  ).split(' '),
);

const sortings = ['id', 'firstname', 'lastname', 'siteorder'] as const;

/** Reads the options; throws Moodle's own errors. Names that it does not know are ignored, as Moodle does. */
export function readEnrolledOptions(options: Map<string, string>): EnrolledOptions {
  const number = (name: string) => Math.max(0, parse(int, options.get(name) ?? '0'));
  const sortBy = sortings.find((sorting) => sorting === (options.get('sortby') ?? 'id'));
  if (sortBy === undefined) throw invalidParameter();
  const onlyActive = number('onlyactive') > 0;
  const onlySuspended = number('onlysuspended') > 0;
  if (onlyActive && onlySuspended) {
    throw codingError(
      'Both onlyactive and onlysuspended are set, this is probably not what you want!',
    );
  }
  return {
    onlyActive,
    onlySuspended,
    groupId: number('groupid'),
    fields: readFields(options.get('userfields')),
    from: number('limitfrom'),
    count: number('limitnumber'),
    sortBy,
    descending: options.get('sortdirection')?.toUpperCase() === 'DESC',
    withCapability: options.get('withcapability') ?? '',
  };
}

function readFields(list: string | undefined): Set<string> | null {
  if (list === undefined || list === '') return null;
  const fields = list.split(',').map((field) => field.trim());
  const unknown = fields.find((field) => !userFields.has(field));
  if (unknown !== undefined) throw invalidUserField(unknown);
  return new Set(fields);
}
