/** Where the campus mail server is, and how it is spoken to. */
export interface SmtpServer {
  /** smtp://user:password@host:587, or smtps:// for TLS from the first byte. */
  url: string;
  /** TLS with a verified certificate before anything is said (STARTTLS); only off for a server on this machine. */
  requireTls: boolean;
}

/** The same as nodemailer's options. */
export function transportOptions({ url, requireTls }: SmtpServer) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: requireTls && !secure,
    ignoreTLS: !requireTls && !secure,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}
