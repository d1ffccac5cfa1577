import { trySmtp } from '../../../adapters/smtp/trial.ts';
import type { Settings } from '../../../app/config.ts';
import { isLoopback } from '../loopback.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, notConfigured, ok, warning, type Check } from '../result.ts';

/** The mail server, up to the point where mail would be said. */
export const mailCheck = (config: Settings): Check => ({
  name: 'mail',
  run: async () => {
    const { SMTP_URL: url, SMTP_TLS: tls } = config;
    if (url === undefined) return notConfigured('mail', 'SMTP_URL and MAIL_FROM');
    const { host, hostname } = new URL(url);
    try {
      await trySmtp({ url, requireTls: tls === 'required' });
    } catch (error) {
      const seen = `${host} does not take us in: ${reasonOf(error)}${replyOf(error)}.`;
      return failed('mail/unavailable', seen, adviceOf(error));
    }
    if (tls === 'none' && url.startsWith('smtp:') && !isLoopback(hostname)) {
      const seen = `${host} takes us in, but without TLS: mail and its password can be read on the way.`;
      return warning('mail/plain', seen, 'SMTP_TLS=required, or an address smtps://…');
    }
    return ok('mail/ok', `${host} takes us in; nothing was sent.`);
  },
});

function replyOf(error: unknown): string {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  return typeof code === 'number' ? ` (${code})` : '';
}

const byCode: Record<string, string> = {
  EAUTH: 'User or password in SMTP_URL is wrong; percent-encode what is special in them.',
  ETLS: 'It does not go over to TLS as it should: its certificate may be for another name or not trusted, or it offers no STARTTLS. On this machine only: SMTP_TLS=none.',
  EDNS: 'The host’s name in SMTP_URL is not known to this machine’s DNS.',
  ECONNECTION: 'Nothing answers there: check host and port of SMTP_URL (587, or 465 for smtps://).',
  ESOCKET:
    'The connection failed: check host and port of SMTP_URL (587, or 465 for smtps://), and that the certificate is valid and trusted here.',
};

const adviceOf = (error: unknown): string =>
  byCode[reasonOf(error)] ?? connectionAdvice(error, 'SMTP_URL');
