import { ResultCodeError } from 'ldapts';
import { isFailure } from '../../kernel/failure.ts';

const untrusted =
  'Its certificate is not signed by an authority that is trusted here: put that authority’s PEM text into LDAP_SETTINGS, {"ca":["-----BEGIN CERTIFICATE-----…"]}.';

/** What to do about a connection that was not made, by Node's error code. */
const byCode: Record<string, string> = {
  ECONNREFUSED:
    'Nothing listens there: check host and port of LDAP_URL (389, or 636 for ldaps://), and firewalls.',
  ENOTFOUND: 'The host’s name in LDAP_URL is not known to this machine’s DNS.',
  EAI_AGAIN: 'The DNS of this machine does not answer.',
  ETIMEDOUT: 'No answer: a firewall may stand between.',
  ECONNRESET: 'It hung up: ldaps:// to a port without TLS, or the reverse?',
  CERT_HAS_EXPIRED: 'Its certificate has expired: renew it at the directory.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Its certificate is for another name: write into LDAP_URL the name that stands in the certificate.',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
};

/** What to do about a refusal, by LDAP's result code (RFC 4511, A.1). */
const byResult: Record<number, string> = {
  4: 'The server limits how many entries this account may read: raise the limit, or LDAP_SETTINGS pageSize lower than it.',
  8: 'The server wants TLS: ldaps:// in LDAP_URL, or LDAP_START_TLS=true.',
  10: 'The base lies on another server: LDAP_URL must name that one.',
  13: 'The server wants TLS: ldaps:// in LDAP_URL, or LDAP_START_TLS=true.',
  32: 'There is no such base: check LDAP_BASE and the bases in LDAP_SETTINGS, and whether the account may see them.',
  34: 'LDAP_BASE or LDAP_BIND_DN is not written as a name: dc=uni,dc=edu.',
  49: 'Wrong LDAP_BIND_DN or LDAP_BIND_PASSWORD, or that account is locked, disabled or expired.',
  50: 'The account of LDAP_BIND_DN may not read this: it needs the right to.',
  53: 'The server is unwilling: it may want TLS, or that somebody signs in (LDAP_BIND_DN).',
};

const otherwise = 'Compare the settings with what another LDAP client on this machine uses.';

/** How to mend what made a directory fail, in words; for whoever runs the bridge. */
export function adviceFor(error: unknown): string {
  const cause = isFailure(error) ? error.cause : error;
  if (cause instanceof ResultCodeError) return byResult[cause.code] ?? otherwise;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (isFailure(error, 'directory/bad-answer')) {
    return 'Is the base too wide? LDAP_BASE should hold people and units only.';
  }
  return byCode[code] ?? otherwise;
}
