import {
  applyDirectoryRun,
  checkDirectory,
  getDirectoryRun,
  listDirectoryChanges,
  type ChangeShown,
  type DirectoryRun,
} from '../src/features/directory/sync/directory/contract.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { newId } from '../src/kernel/ids.ts';
import { campus, type Actor } from './campus.ts';
import { closeFirst } from './databases.ts';
import { startLdapjsDirectory, type LdapEntry } from './ldapjs-directory.ts';
import { runRawBridge } from './raw-bridge.ts';

const base = 'dc=uni,dc=test';
/** Two colleges with a department each. */
const units = {
  sciences: `ou=Sciences,${base}`,
  physics: `ou=Physics,ou=Sciences,${base}`,
  arts: `ou=Arts,${base}`,
  painting: `ou=Painting,ou=Arts,${base}`,
};
export type Unit = keyof typeof units;

const unitEntry = (unit: string, name: string): LdapEntry => ({
  objectclass: 'organizationalUnit',
  ou: name,
  entryuuid: `unit-${unit}`,
});

/** A real directory server and a bridge that reads it, brought up to date once, and admins of its parts. */
export async function directoryFixture(db: Database) {
  const clock = settableClock();
  const server = await startLdapjsDirectory({});
  closeFirst(server.stop);
  const { entries } = server;
  for (const [unit, dn] of Object.entries(units)) {
    entries.set(dn, unitEntry(unit, /ou=(\w+)/u.exec(dn)?.[1] ?? ''));
  }
  const list = (uid: string, unit: Unit, more: LdapEntry = {}): void => {
    remove(uid);
    entries.set(`uid=${uid},${units[unit]}`, {
      objectclass: 'inetOrgPerson',
      uid,
      cn: uid,
      sn: uid,
      givenname: 'Fang',
      mail: `${uid}@uni.test`,
      employeenumber: `N-${uid}`,
      entryuuid: `id-${uid}`,
      ...more,
    });
  };
  const remove = (uid: string): void => {
    for (const dn of [...entries.keys()]) if (dn.startsWith(`uid=${uid},`)) entries.delete(dn);
  };
  for (const uid of ['curie', 'noether', 'meitner']) list(uid, 'sciences');
  for (const uid of ['bohr', 'planck']) list(uid, 'physics');
  for (const uid of ['kahlo', 'klee']) list(uid, 'arts');
  list('monet', 'painting');
  const people = campus(db, clock);
  const bridge = await runRawBridge(db, clock, {
    LDAP_URL: server.url,
    LDAP_BASE: base,
    LDAP_BIND_DN: server.bind.dn,
    LDAP_BIND_PASSWORD: server.bind.password,
  });
  const person = (name: string) => people.person(name);
  const admins = {
    root: await person('Root'),
    chief: await person('Chief of sciences'),
    deputy: await person('Deputy of physics'),
    other: await person('Chief of arts'),
  };
  const plain = await person('Student');
  const idOf = async (unit: string): Promise<string> => {
    const row = await db<{ id: string; external_id: string }>('departments')
      .where({ external_id: `unit-${unit}` })
      .first();
    return row?.id ?? '';
  };
  const grant = async (who: Actor, unit: Unit | null): Promise<void> => {
    const role = unit === null ? 'system' : 'department';
    const departmentId = unit === null ? '' : await idOf(unit);
    const row = { id: newId(), person_id: who.id, role, department_id: departmentId };
    await db('grants').insert({ ...row, granted_by: null, created_at: 1 });
  };
  /** A run when it is over. */
  const ended = async (who: Actor, id: string): Promise<DirectoryRun> => {
    for (;;) {
      const { reply } = await bridge.ask(who, getDirectoryRun, { params: { runId: id } });
      if (reply.state !== 'running') return reply;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const check = async (who: Actor): Promise<DirectoryRun> => {
    clock.move(1000);
    const { reply } = await bridge.ask(who, checkDirectory, { body: { source: 'ldap' } });
    return ended(who, reply.id);
  };
  const apply = async (who: Actor, run: DirectoryRun): Promise<DirectoryRun> => {
    clock.move(1000);
    const body = { removals: run.removals };
    await bridge.ask(who, applyDirectoryRun, { params: { runId: run.id }, body });
    return ended(who, run.id);
  };
  const changes = async (
    who: Actor,
    run: DirectoryRun,
    query: Record<string, string> = {},
  ): Promise<ChangeShown[]> => {
    const asked = { params: { runId: run.id }, query: { limit: '200', ...query } };
    return (await bridge.ask(who, listDirectoryChanges, asked)).reply.changes;
  };
  /** The units that somebody of the directory is in by now. */
  const placesOf = async (uid: string): Promise<string[]> => {
    const rows = await db('department_memberships as m')
      .join('departments as d', 'd.id', 'm.department_id')
      .join('person_accounts as a', 'a.person_id', 'm.person_id')
      .where({ 'a.external_id': `id-${uid}`, 'm.status': 'active' })
      .select<{ name: string }[]>('d.name');
    return rows.map(({ name }) => name).sort();
  };
  const personOf = async (uid: string): Promise<{ id: string; status: string; name: string }> => {
    const row = await db('people as p')
      .join('person_accounts as a', 'a.person_id', 'p.id')
      .where({ 'a.external_id': `id-${uid}` })
      .first<{ id: string; status: string; display_name: string }>('p.*');
    return { id: row.id, status: row.status, name: row.display_name };
  };
  await grant(admins.root, null);
  await apply(admins.root, await check(admins.root));
  await grant(admins.chief, 'sciences');
  await grant(admins.deputy, 'physics');
  await grant(admins.other, 'arts');
  return {
    db,
    clock,
    server,
    entries,
    units,
    unitEntry,
    list,
    remove,
    people,
    bridge,
    plain,
    ...admins,
    idOf,
    ended,
    check,
    apply,
    changes,
    placesOf,
    personOf,
  };
}
