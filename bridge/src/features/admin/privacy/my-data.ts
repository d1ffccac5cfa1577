import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { MyData } from './contract.ts';
import { blockersOf } from './erasing.ts';
import { collect, type Reader } from './exporting.ts';
import { zipOf } from './files.ts';
import type { AuditTrail, CsvWriter, ExportRateLimit, Insight, Proof, Scopes } from './ports.ts';
import { latestOf } from './requests-repository.ts';
import type { RetentionKeeper, Sweeper } from './retention.ts';
import { countRows } from './rows-repository.ts';
import type { Subject } from './subject.ts';
import { findSubject } from './subjects.ts';
import type { ExportLanguage } from './words.ts';

export interface MyDataDeps extends Insight {
  db: Database;
  clock: Clock;
  data: readonly PersonalData[];
  retention: Pick<RetentionKeeper, 'periods'>;
  sweepers: readonly Pick<Sweeper, 'name' | 'kind'>[];
  scopes: Scopes;
  proof: Proof;
  rateLimit: ExportRateLimit;
  audit: AuditTrail;
  writer: CsvWriter;
  product: string;
  /** Whether an admin has to agree to an erasure. */
  isReviewed: boolean;
}

type Self = Pick<Caller, 'kind' | 'personId' | 'sessionId'>;
interface ExportedFile {
  name: string;
  type: string;
  content: Uint8Array;
}

export type MyDataKeeper = ReturnType<typeof createMyData>;

/** What is kept about somebody: shown in words, and handed out. */
export function createMyData(deps: MyDataDeps) {
  const { db, scopes, proof, rateLimit } = deps;
  return {
    view: async ({ personId }: Self): Promise<MyData> => view(deps, await own(deps, personId)),
    /**
     * All that is kept about the caller. A guest has nothing but the session to prove by.
     * @throws Failure account/proof-needed, account/login-wrong, request/too-many
     */
    exportOwn: async (
      self: Self,
      { current, locale }: { current?: string | undefined; locale: ExportLanguage },
    ): Promise<ExportedFile> => {
      if (self.kind === 'person') await proof.require(self, current);
      await rateLimit.take({ by: 'self', id: self.personId });
      const subject = await own(deps, self.personId);
      return exported(deps, { subject, reader: 'self', actorId: self.personId }, locale);
    },
    /**
     * All that is kept about a person of the admin's scope, or (for system admins) about a guest.
     * @throws Failure admin/not-allowed; person/not-found, also for whoever is outside of the scope
     */
    exportOf: async (
      adminId: string,
      { personId, locale }: { personId: string; locale: ExportLanguage },
    ): Promise<ExportedFile> => {
      const scope = await scopes.require(adminId);
      await rateLimit.take({ by: 'admin', id: adminId });
      const subject = await findSubject(db, deps, personId);
      const isHeld = scope.isSystem || (await scopes.holds(scope, personId));
      if (!subject || !isHeld) throw new Failure('person/not-found');
      const reader = { departmentIds: scope.isSystem ? null : [...scope.departmentIds] };
      return exported(deps, { subject, reader, actorId: adminId }, locale);
    },
  };
}

async function own(deps: MyDataDeps, id: string): Promise<Subject> {
  const subject = await findSubject(deps.db, deps, id);
  if (!subject) throw new Failure('session/ended');
  return subject;
}

async function view(deps: MyDataDeps, subject: Subject): Promise<MyData> {
  const { db, data, sweepers, isReviewed } = deps;
  const periods = await deps.retention.periods();
  const counts = new Map<MyData['kinds'][number]['kind'], number>();
  for (const one of data) {
    // Whose favourite somebody is, or what a list of a run says, is not theirs to see.
    if (one.shows.length === 0) continue;
    const rows = await countRows(db, one, subject);
    counts.set(one.kind, (counts.get(one.kind) ?? 0) + rows);
  }
  const request = subject.kind === 'person' ? await latestOf(db, subject.id) : null;
  return {
    kinds: [...counts].map(([kind, rows]) => ({
      kind,
      rows,
      periods: sweepers
        .filter((sweeper) => sweeper.kind === kind)
        .map(({ name }) => ({ name, days: periods.get(name) ?? 0 })),
    })),
    sources: [...new Set(subject.records.map(({ source }) => source))],
    erasure: request?.state === 'done' ? null : (request as MyData['erasure']),
    blockers: await blockersOf(db, deps, subject),
    isReviewed,
  };
}

interface Exporting {
  subject: Subject;
  reader: Reader;
  actorId: string;
}

async function exported(
  deps: MyDataDeps,
  { subject, reader, actorId }: Exporting,
  locale: ExportLanguage,
): Promise<ExportedFile> {
  const { db, clock, product, writer } = deps;
  const sections = await collect(db, deps.data, { subject, reader });
  const at = clock.now();
  const content = zipOf({ product, name: subject.name, at, sections }, locale, writer);
  const isGuest = subject.kind === 'guest';
  await deps.audit.record(db, {
    // A guest is nobody whom the log could name.
    actorId: isGuest && actorId === subject.id ? null : actorId,
    action: 'person.export',
    subject: { kind: subject.kind, id: subject.id, name: subject.name },
    scopeDepartmentId: null,
    before: null,
    after: { rows: sections.reduce((sum, { rows }) => sum + rows.length, 0) },
  });
  const day = new Date(at).toISOString().slice(0, 10);
  return { name: `my-data-${day}.zip`, type: 'application/zip', content };
}
