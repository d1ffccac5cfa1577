import type { Outcome } from '../../features/notifications/outbox/ports.ts';

interface SmtpError extends Error {
  code?: string;
  command?: string;
  /** The server's reply code (RFC 5321, 4.2). */
  responseCode?: number;
}

const isSmtpError = (error: unknown): error is SmtpError => error instanceof Error;

/** Said about this message; before these, what goes wrong is the server's or the configuration's. */
const aboutMessage = /^(MAIL FROM|RCPT TO|DATA|BDAT)/u;

/** What an SMTP failure means for the message. */
export function outcomeOf(error: unknown): Outcome {
  if (!isSmtpError(error)) return { is: 'unsure', reason: 'unknown' };
  const { code = '', command = '', responseCode = 0 } = error;
  const reason = error.message;
  // 421: the server closes down; 530 and 535: it wants a (better) password of us.
  if ([421, 454, 530, 534, 535, 538].includes(responseCode)) return { is: 'away', reason };
  if (aboutMessage.test(command) && responseCode >= 400) {
    return responseCode >= 500 ? { is: 'refused', reason } : { is: 'later', reason };
  }
  // An address that cannot be written into the dialogue, or a message that cannot be made.
  if (['EENVELOPE', 'EMESSAGE', 'ESTREAM'].includes(code) && responseCode === 0) {
    return { is: 'refused', reason };
  }
  // Also where the line broke before the server said that it has the message: it is repeated with the
  // same Message-ID, whether it was taken or not.
  return { is: 'away', reason };
}
