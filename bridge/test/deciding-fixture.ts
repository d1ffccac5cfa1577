import { createSignup } from '../src/features/registration/signup/index.ts';
import type { CampusDirectory } from '../src/features/registration/signup/ports.ts';
import type { Posting } from '../src/features/notifications/outbox/index.ts';
import type { PersonRow } from '../src/features/registration/import/index.ts';
import type { Database } from '../src/kernel/database.ts';
import { newId } from '../src/kernel/ids.ts';
import { adminFixture } from './admin-fixture.ts';
import { mailerInto } from './notification-mailer.ts';
import { sheetsOver } from './registration-deps.ts';
import { shippedTemplates } from './shipped-templates.ts';

/** Two colleges with their admins, and applications to the first; what would be sent is kept. */
export async function decidingFixture(db: Database, directory: CampusDirectory | null = null) {
  const fixture = await adminFixture(db);
  const sent: Posting[] = [];
  const add = (_: Database, posting: Posting) => {
    sent.push(posting);
    return Promise.resolve();
  };
  const { clock, registry } = fixture;
  const outbox = { add, carries: () => true };
  const key = Buffer.alloc(32, 7);
  const { deciding } = createSignup({
    ...registry,
    db,
    clock,
    key,
    outbox,
    directory,
    rowImport: sheetsOver(db, clock).registration.rowImport,
    domains: ['uni.test'],
    policy: 'review',
    country: 'CN',
    templates: shippedTemplates(db),
    notifyByMail: mailerInto(outbox, { db, clock }),
    publicUrl: 'https://meet.uni.test',
  });
  let count = 0;
  /** An application whose address is confirmed. */
  const application = async (more: Partial<PersonRow> = {}) => {
    count += 1;
    const id = newId();
    const row = {
      name: '李雷',
      kind: 'teacher',
      campusNumber: `A${count}`,
      departmentId: fixture.physics.id,
      email: `a${count}@uni.test`,
      phone: null,
      expiresOn: null,
      ...more,
    };
    await db('applications').insert({
      id,
      state: 'waiting',
      name: row.name,
      kind: row.kind,
      campus_number: row.campusNumber,
      department_id: row.departmentId,
      email: row.email,
      phone: row.phone,
      locale: 'zh-CN',
      tries: 1,
      mailed_at: 1,
      open_key: row.email,
      created_at: count,
      expires_at: count,
      confirmed_at: count,
    });
    return id;
  };
  return { ...fixture, deciding, sent, application };
}
