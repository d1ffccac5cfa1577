import { sheetWriter } from '../src/adapters/sheets/index.ts';
import type { Database } from '../src/kernel/database.ts';
import { adminFixture } from './admin-fixture.ts';
import { runRawBridge } from './raw-bridge.ts';
import { sheetsOver } from './registration-deps.ts';

const heads = ['姓名', '身份', '工号/学号', '院系', '邮箱', '手机号', '有效期至'];

/** The admin fixture with registering by sheets; mail goes into the outbox and stays there. */
export async function registrationFixture(db: Database, review: 'none' | 'department' = 'none') {
  const fixture = await adminFixture(db);
  const { clock } = fixture;
  const { registration, outbox, deps } = sheetsOver(db, clock, review);
  const csv = (rows: readonly (readonly string[])[]): Buffer =>
    sheetWriter.csv({
      name: 'x',
      columns: heads.map((header) => ({ header, width: 10 })),
      rows: rows.map((row) => [...row]),
    });
  /** Uploads a sheet and waits until it is validated. */
  const submit = async (who: { id: string }, rows: readonly (readonly string[])[]) => {
    const id = await registration.upload(who.id, { name: 'neue.csv', content: csv(rows) });
    await registration.work();
    return id;
  };
  const rows = (id: string) => registration.rows(id, { after: 0, limit: 1000, verdicts: null });
  const verdicts = async (id: string) => (await rows(id)).map(({ verdict }) => verdict);
  /** Applies a sheet and waits until that is done. */
  const apply = async (who: { id: string }, id: string) => {
    await registration.submit(who.id, id);
    await registration.work();
    return registration.get(who.id, id);
  };
  const found = async (name: string) => {
    const row = (await db('people').where({ display_name: name }).first()) as
      { id: string; status: string; email: string | null; phone: string | null } | undefined;
    return row ?? null;
  };
  const mails = async () =>
    (await db('outbox').orderBy('id').select<{ about: string; person_id: string }[]>('*')).map(
      ({ about }) => about,
    );
  const http = () => runRawBridge(db, clock);
  return {
    ...fixture,
    http,
    registration,
    outbox,
    submit,
    rows,
    verdicts,
    apply,
    found,
    mails,
    csv,
    deps,
  };
}
