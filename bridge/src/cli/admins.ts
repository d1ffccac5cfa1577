import { parseArgs } from 'node:util';
import type { Departments } from '../features/directory/departments/index.ts';
import type { People } from '../features/directory/people/index.ts';
import type { Roles } from '../features/directory/roles/index.ts';
import { isFailure } from '../kernel/failure.ts';

export const adminsUsage = `admins                                     who administers what
admins add --person KEY [--department UNIT] makes somebody a system admin, or the admin of a unit with all below
                                           it; KEY is a campus number, a mail address or a phone number,
                                           UNIT a unit's name or id
admins remove ID                           takes a role away; never the last system admin
admins units                               the units and their ids`;

type Print = (line: string) => void;

interface Deps {
  roles: Pick<Roles, 'grants' | 'give' | 'take'>;
  people: Pick<People, 'named' | 'findMany'>;
  departments: Pick<Departments, 'tree'>;
}

/** `npm run campus -- admins …`. Answers the exit code. */
export async function adminsCommand(deps: Deps, args: string[], print: Print): Promise<number> {
  try {
    return await perform(deps, args, print);
  } catch (error) {
    if (isFailure(error)) print(`${error.code}: ${error.message}`);
    else if (error instanceof TypeError) print(error.message);
    else throw error;
    return 64;
  }
}

async function perform(deps: Deps, args: string[], print: Print): Promise<number> {
  const [action = 'list', ...rest] = args;
  if (action === 'list') return list(deps, print);
  if (action === 'add') return add(deps, rest, print);
  if (action === 'units') {
    for (const { id, name } of await deps.departments.tree()) print(`${id}  ${name}`);
    return 0;
  }
  if (action === 'remove' && rest[0] !== undefined) {
    await deps.roles.take(rest[0], null);
    print('removed');
    return 0;
  }
  print(adminsUsage);
  return 64;
}

async function list({ roles, people, departments }: Deps, print: Print): Promise<number> {
  const grants = await roles.grants();
  const ids = grants.map(({ personId }) => personId);
  const names = new Map((await people.findMany(ids)).map((one) => [one.id, one.displayName]));
  const units = new Map((await departments.tree()).map(({ id, name }) => [id, name]));
  for (const { id, personId, departmentId } of grants) {
    const range =
      departmentId === null ? 'everything' : (units.get(departmentId) ?? 'a unit that is gone');
    print(`${id}  ${names.get(personId) ?? personId}  ${range}`);
  }
  return 0;
}

async function add(
  { roles, people, departments }: Deps,
  args: string[],
  print: Print,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { person: { type: 'string', default: '' }, department: { type: 'string' } },
  });
  const found = await people.named(values.person);
  const [person] = found;
  if (person === undefined || found.length > 1) {
    print(person ? 'Several people have that.' : 'Nobody active has that.');
    for (const { campusNumber, displayName } of found)
      print(`${campusNumber ?? '-'}  ${displayName}`);
    return 64;
  }
  const tree = await departments.tree();
  const named = tree.filter(({ id, name }) => [id, name].includes(values.department ?? ''));
  if (values.department !== undefined && named.length !== 1) {
    print('There is no such unit, or several have that name: give its id.');
    return 64;
  }
  const departmentId = named[0]?.id ?? null;
  const role = departmentId === null ? 'system' : 'department';
  const grant = await roles.give({ personId: person.id, role, departmentId, actorId: null });
  print(`${person.displayName} is an admin by ${grant.id}`);
  return 0;
}
