import type { Clock } from '../../../../kernel/clock.ts';
import type { Database } from '../../../../kernel/database.ts';
import { Failure } from '../../../../kernel/failure.ts';
import type { TemplateSettings, TemplateShown, TemplateWords } from './contract.ts';
import { issuesOf } from './issues.ts';
import { usualTemplates } from './render.ts';
import type { AuditTrail } from './ports.ts';
import * as repository from './repository.ts';
import type { Version, Which } from './repository.ts';
import { showAll, showOne, type ShowingDeps } from './showing.ts';
import { inTransaction } from '../../../../kernel/sql.ts';

export interface EditingDeps extends ShowingDeps {
  clock: Clock;
  audit: AuditTrail;
}

/** Who changes which template, and the number of the version that they have seen last. */
export interface Editing {
  which: Which;
  actorId: string;
  seen: number;
}

export type TemplateEditing = ReturnType<typeof createTemplateEditing>;

/** Message templates in the campus's own words: each change is a version, and is told in the audit log. */
export function createTemplateEditing(deps: EditingDeps) {
  const { db, messageTemplates } = deps;
  const changed = async (editing: Editing, next: Next): Promise<TemplateShown> => {
    await inTransaction(db, (trx) => add(trx, deps, { editing, next }));
    await messageTemplates.refresh();
    return showOne(deps, editing.which);
  };
  return {
    all: () => showAll(deps),
    one: (which: Which): Promise<TemplateShown> => showOne(deps, which),
    /** @throws Failure letter/flawed with each flaw; letter/changed when somebody else was faster */
    save: (editing: Editing, { subject, body }: TemplateWords): Promise<TemplateShown> => {
      const words = {
        subject: subject.normalize('NFC').trim(),
        body: body.normalize('NFC').trim(),
      };
      requireSound(editing.which, words);
      return changed(editing, { change: 'edit', words });
    },
    /** The shipped words hold again. @throws Failure letter/changed */
    reset: (editing: Editing): Promise<TemplateShown> =>
      changed(editing, { change: 'reset', words: null }),
    /** @throws Failure letter/version-not-found, letter/changed; letter/flawed when it cannot be used any more */
    restore: async (editing: Editing, number: number): Promise<TemplateShown> => {
      const version = await repository.findVersion(db, editing.which, number);
      if (!version) throw new Failure('letter/version-not-found');
      if (version.words) requireSound(editing.which, version.words);
      return changed(editing, { change: 'restore', words: version.words });
    },
    /** What goes with all message templates; answers its version. @throws Failure letter/changed */
    changeSettings: async (
      settings: TemplateSettings,
      { actorId, seen }: { actorId: string; seen: number },
    ): Promise<number> => {
      await inTransaction(db, (trx) => keepSettings(trx, deps, { settings, actorId, seen }));
      await messageTemplates.refresh();
      return seen + 1;
    },
  };
}

type Next = Pick<Version, 'change' | 'words'>;

/** @throws Failure letter/flawed */
export function requireSound({ name }: Which, words: TemplateWords): void {
  const flaws = issuesOf(name, words).map(({ part, line, kind, word }) => ({
    field: `body.${part}`,
    message: `line ${line}: ${kind} ${word}`.trim(),
  }));
  if (flaws.length > 0) throw new Failure('letter/flawed', { flaws });
}

async function add(
  trx: Database,
  { clock, audit }: EditingDeps,
  { editing: { which, actorId, seen }, next }: { editing: Editing; next: Next },
): Promise<void> {
  const [before] = await repository.versionsOf(trx, which, 1);
  if ((before?.number ?? 0) !== seen) throw new Failure('letter/changed');
  const shipped = usualTemplates[which.language][which.name];
  const version = { ...which, ...next, number: seen + 1, shipped, at: clock.now(), by: actorId };
  await repository.addVersion(trx, version);
  await audit.record(trx, {
    actorId,
    action: `letter.${next.change}`,
    subject: { kind: 'letter', id: `${which.name}/${which.language}`, name: which.name },
    scopeDepartmentId: null,
    before: before?.words ?? shipped,
    after: next.words ?? shipped,
  });
}

async function keepSettings(
  trx: Database,
  { clock, audit }: EditingDeps,
  { settings, actorId, seen }: { settings: TemplateSettings; actorId: string; seen: number },
): Promise<void> {
  const before = await repository.readSettings(trx);
  const by = { seen, at: clock.now(), by: actorId };
  if (!(await repository.saveSettings(trx, settings, by))) throw new Failure('letter/changed');
  await audit.record(trx, {
    actorId,
    action: 'letter.settings',
    subject: { kind: 'letter', id: 'settings', name: '' },
    scopeDepartmentId: null,
    before: flat(before.settings),
    after: flat(settings),
  });
}

/** One line for each text, so that the audit log shows what was changed. */
const flat = ({ product, footer }: TemplateSettings) => ({
  productZh: product['zh-CN'],
  productEn: product.en,
  footerZh: footer['zh-CN'],
  footerEn: footer.en,
});
