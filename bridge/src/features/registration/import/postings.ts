import type { Database } from '../../../kernel/database.ts';
import type { TemplateRenderer, Posting } from '../../notifications/outbox/index.ts';
import type { Batch } from './batch.ts';
import type { PersonRow } from './row.ts';

/** Who wants a summary of what came of a sheet, and how they end it. */
export interface Summaries {
  wanted: (personId: string, trx: Database) => Promise<boolean>;
  stopUrl: (personId: string, trx: Database) => Promise<string>;
}

/** What mails are written with, and where they lead to. */
export interface Writing {
  loginUrl: string;
  batchUrl: (batchId: string) => string;
  write: TemplateRenderer;
  summaries: Summaries;
}

/** The mail to somebody who was registered: that they are, and how to log in. Sent once. */
export function welcomePosting(
  about: Writing & { batch: Batch; personId: string; row: PersonRow; email: string },
): Posting & { onceKey: string } {
  const { row, email, write } = about;
  const values = { name: row.name, number: row.campusNumber, email, link: about.loginUrl };
  // Nobody knows yet in which language a new person reads.
  const mail = write.mail('registered', { valuesIn: () => values, locale: null });
  return {
    message: { kind: 'mail', to: email, ...mail },
    about: 'registered',
    personId: about.personId,
    onceKey: `registered:${about.batch.id}:${about.personId}`,
  };
}

/** The mail to whoever submitted a sheet: what came of it. Sent once. */
export function summaryPosting(
  about: Writing & {
    batch: Batch;
    counts: { new: number; update: number };
    to: { email: string; name: string };
    stopUrl: string;
  },
): Posting {
  const { batch, counts, to, stopUrl } = about;
  const values = {
    name: to.name,
    title: batch.name,
    added: String(counts.new),
    changed: String(counts.update),
    link: about.batchUrl(batch.id),
  };
  const mail = about.write.mail('registration-done', {
    valuesIn: () => values,
    locale: batch.locale,
    stop: { kind: 'summary', url: stopUrl },
  });
  return {
    message: { kind: 'mail', to: to.email, ...mail, unsubscribeUrl: stopUrl },
    about: 'registration-done',
    personId: batch.submitterId,
    onceKey: `registration-done:${batch.id}:${batch.touchedAt}`,
  };
}

/** The mail to whoever submitted a sheet that a reviewer gave back. */
export function returnedPosting(
  about: Writing & { batch: Batch; reason: string; to: { email: string; name: string } },
): Posting {
  const { batch, reason, to } = about;
  const values = {
    name: to.name,
    title: batch.name,
    message: reason,
    link: about.batchUrl(batch.id),
  };
  const mail = about.write.mail('registration-returned', {
    valuesIn: () => values,
    locale: batch.locale,
  });
  return {
    message: { kind: 'mail', to: to.email, ...mail },
    about: 'registration-returned',
    personId: batch.submitterId,
  };
}
