import type { Database } from '../../../../kernel/database.ts';
import type { Log } from '../../../../kernel/log.ts';
import { issuesOf } from './issues.ts';
import {
  usualTemplates,
  renderMail,
  renderSms,
  type Addressed,
  type RenderedMail,
  type Branding,
  type Stop,
} from './render.ts';
import { currentVersions, readSettings, revision, type Version } from './repository.ts';
import { languages, type Language, type MailName, type SmsName } from './template.ts';

/** Writes mails in the words that hold now. What was written stays as it is. */
export interface TemplateRenderer {
  mail: <N extends MailName>(
    name: N,
    addressed: Addressed<N> & { stop?: Stop | undefined },
  ) => RenderedMail;
  sms: <N extends SmsName>(name: N, addressed: Addressed<N>) => string;
}

interface MessageTemplatesDeps {
  db: Database;
  log: Log;
  /** How the product is called where the campus gives no name. */
  product: string;
}

export type MessageTemplates = ReturnType<typeof createMessageTemplates>;

/**
 * The words that hold now, kept in memory: writing a mail asks no database. `refresh` is called again and
 * again, so that a change on one bridge is known to all within seconds.
 */
export function createMessageTemplates(deps: MessageTemplatesDeps) {
  let branding = plain(deps.product);
  let known = '';
  const reported = new Set<string>();
  const report = (version: Version): void => {
    const key = `${version.name} ${version.language} ${version.number}`;
    if (reported.has(key)) return;
    reported.add(key);
    const { name, language, number } = version;
    deps.log.warn({ name, language, number }, 'unusable message template: the shipped one is sent');
  };
  const writer: TemplateRenderer = {
    mail: (name, addressed) => renderMail(name, addressed, branding),
    sms: (name, addressed) => renderSms(name, addressed, branding),
  };
  return {
    write: writer,
    /** What mails are written on at the moment. */
    branding: (): Branding => branding,
    /** Looks whether anything was changed, and takes it over. Not within a transaction: SQLite has one connection. */
    refresh: async (): Promise<void> => {
      const latest = await revision(deps.db);
      if (latest === known) return;
      const { settings } = await readSettings(deps.db);
      const next = plain(deps.product);
      for (const language of languages) {
        next.product[language] = settings.product[language] || deps.product;
        next.footer[language] = settings.footer[language];
      }
      for (const version of await currentVersions(deps.db)) put(next, version, report);
      branding = next;
      known = latest;
    },
  };
}

const plain = (product: string): Branding => ({
  templates: { 'zh-CN': { ...usualTemplates['zh-CN'] }, en: { ...usualTemplates.en } },
  product: both(product),
  footer: both(''),
});

const both = (text: string): Record<Language, string> => ({ 'zh-CN': text, en: text });

/** A version of a mail that is not there any more, or that has become unusable, changes nothing. */
function put(next: Branding, version: Version, report: (version: Version) => void): void {
  const { name, language, words } = version;
  if (words === null || !Object.hasOwn(next.templates[language], name)) return;
  if (issuesOf(name, words).length > 0) report(version);
  else next.templates[language][name] = words;
}
