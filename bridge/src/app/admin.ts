import { sheetWriter } from '../adapters/sheets/index.ts';
import { administrationRoutes, createAdministration } from '../features/admin/overview/index.ts';
import { auditRoutes } from '../features/audit/index.ts';
import { createRoles, roleRoutes } from '../features/directory/roles/index.ts';
import type { Piece } from './piece.ts';
import type { Registry, RegistryParts } from './registry.ts';

type AdminSections = Pick<RegistryParts, 'db' | 'clock'> & {
  registry: Pick<Registry, 'people' | 'departments' | 'audit'>;
};

/** Who administers what, what they did, and whom they are responsible for; the command line uses it too. */
export function composeAdmin({
  db,
  clock,
  registry: { people, departments, audit },
}: AdminSections) {
  const roles = createRoles({ db, clock, people, departments, audit });
  const administration = createAdministration({ db, scopes: roles, units: departments });
  const piece: Piece = {
    routes: [
      ...roleRoutes({ roles, people, departments }),
      ...auditRoutes(audit, roles, sheetWriter),
      ...administrationRoutes(administration, sheetWriter),
    ],
  };
  return { audit, roles, piece };
}
