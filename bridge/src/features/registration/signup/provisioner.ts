import { Failure } from '../../../kernel/failure.ts';
import type { Sessions } from '../../access/sessions/index.ts';
import type { People } from '../../directory/people/index.ts';
import { isInScope } from '../../directory/roles/index.ts';
import type { Departments } from '../../directory/departments/index.ts';
import type { PersonRow, RowImport } from '../import/index.ts';
import type { Provisioner, Scope } from './ports.ts';

const source = 'application';

/** What makes applicants people of the campus. */
export interface ProvisionerDeps {
  people: Pick<People, 'findMany' | 'diff' | 'apply'>;
  departments: Pick<Departments, 'claim'>;
  sessions: Pick<Sessions, 'openedSince'>;
  rowImport: RowImport;
}

/** Applicants become people in the same way as rows of a sheet do, by a source of their own. */
export function applicantProvisioner(deps: ProvisionerDeps): Provisioner {
  const { people, departments, sessions, rowImport } = deps;
  const asked = (row: PersonRow, scope: Scope) =>
    ({
      source,
      rows: [row],
      isSystem: scope.isSystem,
      isInScope: (departmentId: string) => isInScope(scope, departmentId),
    }) as const;
  return {
    validate: async (trx, row, scope) => {
      return only(await rowImport.validate(trx, asked(row, scope)));
    },
    provision: async (trx, row, scope) => {
      const { personId } = only(await rowImport.register(trx, asked(row, scope)));
      if (personId === null) throw new Error('an applicant was registered as nobody');
      return personId;
    },
    takeBack: async (trx, row, { personId, since }) => {
      const from = { source, realm: 'campus' };
      const report = { from, people: [], gone: [row.campusNumber], complete: false };
      await people.apply(trx, await people.diff(trx, report));
      const claim = { departmentId: row.departmentId, personId, status: 'removed' as const };
      await departments.claim(trx, source, [claim]);
      const [person] = await people.findMany([personId], trx);
      const isUsed = (await sessions.openedSince(trx, [personId], since)).length > 0;
      // Somebody who has begun to use the account is not taken out of their meetings by an undo.
      if (person?.status !== 'active' && isUsed) throw new Failure('application/undo-too-late');
    },
  };
}

function only<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error('an applicant was not judged');
  return one;
}
