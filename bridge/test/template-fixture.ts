import { adminFixture } from './admin-fixture.ts';
import { runBridge, type RunningBridge } from './call-fixture.ts';
import type { Actor } from './campus.ts';
import { closeFirst } from './databases.ts';
import { smtpFixture } from './smtp-fixture.ts';
import { getBranding } from '../src/features/notifications/contract.ts';
import * as contract from '../src/features/notifications/outbox/templates/contract.ts';
import type { Database } from '../src/kernel/database.ts';

type Which = { name: contract.TemplateName; language: contract.TemplateLanguage };

/** The admin fixture with a running bridge and a real mail server; message templates are edited over HTTP. */
export async function templateFixture(db: Database) {
  const mail = smtpFixture();
  await mail.start();
  closeFirst(mail.stop);
  const fixture = await adminFixture(db);
  await db('people').where({ id: fixture.root.id }).update({ email: 'root@uni.test' });
  const settings = {
    SMTP_URL: `smtp://127.0.0.1:${mail.port()}`,
    SMTP_TLS: 'none',
    MAIL_FROM: 'meetings@uni.test',
  };
  const open = () => runBridge(db, fixture.clock, settings);
  const bridge = await open();
  /** Edits over HTTP, as somebody, on a bridge. */
  const as = (who: Actor, on: RunningBridge = bridge) => ({
    get: (which: Which) => on.ask(who, contract.getLetter, { params: which }),
    list: () => on.ask(who, contract.listLetters),
    save: (which: Which, body: contract.TemplateWords & { version: number }) =>
      on.ask(who, contract.saveLetter, { params: which, body }),
    reset: (which: Which, version: number) =>
      on.ask(who, contract.resetLetter, { params: which, body: { version } }),
    restore: (which: Which, body: { version: number; number: number }) =>
      on.ask(who, contract.restoreLetter, { params: which, body }),
    preview: (which: Which, body: contract.TemplateWords & { sample: string }) =>
      on.ask(who, contract.previewLetter, { params: which, body }),
    test: (which: Which, body: contract.TemplateWords & { sample: string }) =>
      on.ask(who, contract.testLetter, { params: which, body }),
    branding: () => on.ask(who, getBranding),
    settings: (given: contract.TemplateSettings, version: number) =>
      on.ask(who, contract.changeLetterSettings, { body: { settings: given, version } }),
  });
  /** Until the mail server has so many mails. */
  const received = async (count: number) => {
    while (mail.received.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
    return mail.received;
  };
  return { ...fixture, mail, bridge, open, as, received };
}
