/** What is read of the settings here. */
interface DirectoryConfig {
  LDAP_URL?: string | undefined;
  LDAP_START_TLS: boolean;
  LDAP_BASE: string;
  LDAP_BIND_DN: string;
  LDAP_BIND_PASSWORD: string;
  LDAP_SETTINGS: { referrals?: readonly string[] | undefined };
  LOGIN_LDAP: readonly string[];
}

/** What does not fit together in the settings of the directory. */
export function directoryProblems(config: DirectoryConfig): string[] {
  const problems: string[] = [];
  if (config.LDAP_URL !== undefined && config.LDAP_BASE === '') {
    problems.push('LDAP_BASE: is needed with LDAP_URL');
  }
  if (config.LDAP_START_TLS && config.LDAP_URL?.startsWith('ldaps:')) {
    problems.push('LDAP_START_TLS: ldaps:// is TLS already');
  }
  if (config.LDAP_BIND_DN !== '' && config.LDAP_BIND_PASSWORD === '') {
    problems.push('LDAP_BIND_PASSWORD: is needed with LDAP_BIND_DN, or nobody is signed in');
  }
  if (config.LOGIN_LDAP.length > 0) problems.push(...loginProblems(config));
  return [...problems, ...referralProblems(config)];
}

/** The reading account's password goes over those connections too. */
function referralProblems({ LDAP_URL: address, LDAP_SETTINGS: own }: DirectoryConfig): string[] {
  const plain = (own.referrals ?? []).filter((url) => url.startsWith('ldap:'));
  return address?.startsWith('ldaps:') && plain.length > 0
    ? [`LDAP_SETTINGS.referrals: ${plain.join(', ')} must be ldaps://, as LDAP_URL is`]
    : [];
}

/** People's own passwords go over that connection. */
function loginProblems({ LDAP_URL: address, LDAP_START_TLS: startTls }: DirectoryConfig): string[] {
  if (address === undefined) return ['LOGIN_LDAP: needs LDAP_URL'];
  const { protocol, hostname } = new URL(address);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'ldaps:' || startTls || isLocal
    ? []
    : ['LOGIN_LDAP: needs ldaps:// or LDAP_START_TLS, so that passwords are encrypted'];
}
