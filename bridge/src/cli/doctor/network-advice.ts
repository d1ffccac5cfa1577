const untrusted =
  'Its certificate is not signed by an authority that is trusted here: let the server send the whole chain, or start the bridge with NODE_EXTRA_CA_CERTS=<your authority’s PEM file>.';

/** What to do about a connection that was not made, by Node's error code. */
const byCode: Record<string, string> = {
  ECONNREFUSED:
    'Nothing listens there: check host and port, whether the server runs, and firewalls.',
  ENOTFOUND: 'The host’s name is not known to this machine’s DNS.',
  EAI_AGAIN: 'The DNS of this machine does not answer.',
  ETIMEDOUT: 'No answer: a firewall may stand between.',
  ECONNRESET: 'It hung up: TLS to a port without TLS, or the reverse?',
  UND_ERR_CONNECT_TIMEOUT: 'No answer: a firewall may stand between.',
  EPROTO: 'It does not speak TLS on this port: check the port, or the scheme of the address.',
  CERT_HAS_EXPIRED: 'Its certificate has expired: renew it there.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Its certificate is for another name: use the name that stands in the certificate.',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
};

/** Node's code of what went wrong, also where fetch or a client has wrapped it; empty where there is none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error instanceof AggregateError) {
    const found = error.errors.map(errorCode).find((code) => code !== '');
    if (found !== undefined) return found;
  }
  const inner = errorCode(error.cause);
  if (inner !== '') return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What went wrong, as part of a sentence: the code where there is one, else the innermost words. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code !== '') return code;
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}

/** @param setting whose value to look at */
export const connectionAdvice = (error: unknown, setting: string): string => {
  const known = byCode[errorCode(error)] ?? 'Try to reach it from this machine by other means.';
  return `${known} (${setting})`;
};

/** Whether this machine itself has no way to such addresses: that says nothing about who is asked. */
export const hasNoRoute = (error: unknown): boolean =>
  ['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(errorCode(error));
