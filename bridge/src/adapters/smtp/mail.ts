import type { SendMailOptions } from 'nodemailer';
import type { Mail } from '../../features/notifications/outbox/ports.ts';

/** A mail as nodemailer takes it; its Message-ID follows from the outbox row, so that a repetition is known as one. */
export function toMail(
  mail: Mail,
  { id, from }: { id: string; from: { name: string; address: string } },
): SendMailOptions {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    messageId: `<${id}@${domain}>`,
    from,
    // An object, never a text: a text could name several people.
    to: { name: '', address: mail.to },
    envelope: { from: from.address, to: [mail.to] },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    ...(mail.calendar ? calendarOf(mail.calendar) : {}),
    headers: headersOf(mail),
  };
}

function calendarOf({ method, content }: NonNullable<Mail['calendar']>) {
  // As an alternative of the text (mail programs show it as an invitation) and as a file to open by hand.
  return { icalEvent: { method, content, filename: 'invite.ics' } };
}

function headersOf({ unsubscribeUrl }: Mail): Record<string, string> {
  // RFC 3834: nobody's out-of-office answers a machine.
  const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
  if (unsubscribeUrl === undefined) return automatic;
  return {
    ...automatic,
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
