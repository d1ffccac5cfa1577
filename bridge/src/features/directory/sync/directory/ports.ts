import type { Database } from '../../../../kernel/database.ts';
import type { Departments } from '../../departments/index.ts';
import type { People } from '../../people/index.ts';
import type { Roles } from '../../roles/index.ts';
import type { SyncService } from '../service.ts';

/** What the directory tool of admins is made with. */
export interface DirectoryDeps {
  db: Database;
  syncService: Pick<
    SyncService,
    'sources' | 'check' | 'beginConfirm' | 'reject' | 'find' | 'progress'
  >;
  scopes: Pick<Roles, 'require'>;
  departments: Pick<Departments, 'ofSource' | 'unitsOf' | 'tree'>;
  people: Pick<People, 'findMany'>;
}
