import type { TemplateRenderer, Posting } from '../../notifications/outbox/index.ts';
import type { NotificationMailer } from '../../notifications/sending/index.ts';
import type { Batch } from './batch.ts';
import type { PersonRow } from './row.ts';

/** What mails are written with, and where they lead to. */
export interface Writing {
  loginUrl: string;
  batchUrl: (batchId: string) => string;
  write: TemplateRenderer;
  notify: NotificationMailer;
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
