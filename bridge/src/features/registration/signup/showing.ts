import type { Database } from '../../../kernel/database.ts';
import type { Application } from './application.ts';
import type {
  ApplicationDetail,
  ApplicationOutcome,
  ApplicationShown,
} from './decisions-contract.ts';
import { rivalsOf, type DecisionScope } from './decisions-repository.ts';
import { askDirectory } from './directory.ts';
import type {
  CampusDirectory,
  RowResult,
  PeopleReader,
  Provisioner,
  Scope,
  Scopes,
  Units,
} from './ports.ts';

export interface ShowingDeps {
  db: Database;
  people: PeopleReader;
  units: Units;
  scopes: Pick<Scopes, 'holds'>;
  provisioner: Pick<Provisioner, 'validate'>;
  /** Null where none is configured. */
  directory: CampusDirectory | null;
}

/** The units whose applications somebody sees; null: all. */
export const scopeOf = ({ isSystem, departmentIds }: Scope): DecisionScope =>
  isSystem ? null : [...departmentIds];

/** Applications as lists show them. */
export async function showAll(
  { people, units }: Pick<ShowingDeps, 'people' | 'units'>,
  applications: readonly Application[],
): Promise<ApplicationShown[]> {
  const names = new Map((await units.tree()).map((unit) => [unit.id, unit.name]));
  const deciders = new Set(applications.flatMap(({ decidedBy }) => decidedBy ?? []));
  const found = await people.findMany([...deciders]);
  const admins = new Map(found.map(({ id, displayName }) => [id, displayName]));
  return applications.flatMap((one): ApplicationShown[] => {
    if (one.state === 'unconfirmed') return [];
    const name = names.get(one.departmentId);
    return [
      {
        id: one.id,
        state: one.state,
        name: one.name,
        kind: one.kind,
        campusNumber: one.campusNumber,
        email: one.email,
        department: name === undefined ? null : { id: one.departmentId, name },
        confirmedAt: one.confirmedAt ?? one.createdAt,
        decidedAt: one.decidedAt,
        decidedBy: admins.get(one.decidedBy ?? '') ?? null,
      },
    ];
  });
}

/** One application with what accepting it would do, as an administrator of this scope sees it. */
export async function showOne(
  deps: ShowingDeps,
  application: Application,
  scope: Scope,
): Promise<ApplicationDetail | null> {
  const [shown] = await showAll(deps, [application]);
  if (!shown) return null;
  const { phone, expiresOn, locale, reason, state } = application;
  const isOpen = state === 'waiting';
  const rivals = isOpen ? await rivalsOf(deps.db, scopeOf(scope), application) : [];
  const validated = isOpen ? await deps.provisioner.validate(deps.db, application, scope) : null;
  return {
    ...shown,
    phone,
    expiresOn,
    locale,
    reason,
    outcome: validated && (await outcomeOf(deps, validated, scope)),
    directory: isOpen
      ? await askDirectory(deps.directory, application, shown.department?.name ?? null)
      : null,
    rivals: rivals.map(({ id, name, email }) => ({ id, name, email })),
  };
}

/** Whom the applicant was found to be; null: somebody new. */
export const joinedBy = ({ verdict, personId }: RowResult): string | null =>
  verdict === 'new' ? null : personId;

async function outcomeOf(
  { people, scopes }: ShowingDeps,
  validated: RowResult,
  scope: Scope,
): Promise<ApplicationOutcome> {
  const joined = joinedBy(validated);
  const ids = validated.conflict?.candidates ?? (joined === null ? [] : [joined]);
  const found = await people.findMany(ids);
  const shown = found.map(async ({ id, displayName, campusNumber, email }) =>
    // Who is of another department stays unnamed: applying in somebody's name is no way to read their data.
    (await scopes.holds(scope, id))
      ? { id, name: displayName, campusNumber, email }
      : { id: null, name: null, campusNumber: null, email: null },
  );
  return {
    verdict: validated.verdict === 'unchanged' ? 'update' : validated.verdict,
    conflict: validated.conflict?.reason ?? null,
    people: await Promise.all(shown),
    changes: validated.changes,
  };
}
