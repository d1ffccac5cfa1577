import { newSecret } from '../kernel/ids.ts';
import {
  ownStrength,
  passwordStrength,
  tokenStrength,
  weaknessOf,
  type Strength,
} from '../kernel/secret-strength.ts';

type Given = Record<string, string | undefined>;

/** Ours to make up, needed, each for one use. */
export const ownSecrets = [
  'CAMPUS_MEET_SECRET',
  'JITSI_MESSAGE_SECRET',
  'JITSI_APP_SECRET',
] as const;

/** Given out by others, one for each of their services. */
const tokens = ['SMS_SECRET', 'MOODLE_TOKEN'];

/** Passwords of accounts elsewhere; one account may serve for several. */
const passwords = ['LDAP_BIND_PASSWORD'];

/** Addresses that may have a password in them. */
const addresses = ['CAMPUS_MEET_DATABASE', 'REDIS_URL', 'SMTP_URL'];

/** What keeps a configuration's secrets from being secrets, all at once, each by the setting's name. */
export function secretProblems(given: Given): string[] {
  return [
    ...ownSecrets.flatMap((name) => {
      const secret = given[name];
      const why = secret === undefined ? 'is needed' : weaknessOf(secret, ownStrength);
      return why === null ? [] : [`${name}: ${why} [secret/weak]; ${proposal(name)}`];
    }),
    ...weak(given, tokens, tokenStrength),
    ...weak(given, passwords, passwordStrength),
    ...weak(passwordsIn(given), addresses, passwordStrength),
    ...usedTwice(given),
  ];
}

const proposal = (name: string): string => `for example ${name}=${newSecret()}`;

function weak(given: Given, names: readonly string[], strength: Strength): string[] {
  return names.flatMap((name) => {
    const secret = given[name];
    const why = secret === undefined ? null : weaknessOf(secret, strength);
    return why === null
      ? []
      : [`${name}: ${why} [secret/weak]; have whoever gave it out make another`];
  });
}

/** The passwords that stand in addresses, by setting. */
function passwordsIn(given: Given): Given {
  return Object.fromEntries(
    addresses.flatMap((name) => {
      const address = given[name] ?? '';
      const { password } = URL.canParse(address) ? new URL(address) : { password: '' };
      return password === '' ? [] : [[name, decoded(password)]];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes every secret of a configuration out of a text: for whatever is printed about it. */
export function redactor(given: Given): (text: string) => string {
  const named = ['CAMPUS_MEET_SECRET_OLD', 'METRICS_TOKEN', ...ownSecrets, ...tokens, ...passwords];
  const inAddresses = addresses.flatMap((name) => {
    const address = given[name] ?? '';
    return URL.canParse(address) ? [new URL(address).password] : [];
  });
  const ofSites = [...(given['MOODLE_SITES'] ?? '').matchAll(/"token"\s*:\s*"([^"]+)"/gu)];
  const secrets = [
    ...named.map((name) => given[name] ?? ''),
    ...inAddresses,
    ...Object.values(passwordsIn(given)).map((password) => password ?? ''),
    ...ofSites.map(([, token]) => token ?? ''),
  ].filter((secret) => secret !== '');
  return (text) => secrets.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
}

/** One secret for two uses: whoever has one of them to do a little has both. */
function usedTwice(given: Given): string[] {
  const single = [...ownSecrets, ...tokens].map((name) => ({ name, secret: given[name] }));
  const inAddresses = Object.entries(passwordsIn(given));
  const shareable = [...passwords.map((name) => [name, given[name]] as const), ...inAddresses].map(
    ([name, secret]) => ({ name, secret }),
  );
  const all = [...single, ...shareable];
  const problems = single.flatMap(({ name, secret }, index) => {
    const others = all.slice(index + 1).filter((one) => one.secret === secret);
    return secret === undefined
      ? []
      : others.map(
          (other) => `${other.name}: is the same as ${name} [secret/reused]${anew(other.name)}`,
        );
  });
  const isOld = given['CAMPUS_MEET_SECRET_OLD'] === given['CAMPUS_MEET_SECRET'];
  if (given['CAMPUS_MEET_SECRET'] === undefined || !isOld) return problems;
  return [...problems, 'CAMPUS_MEET_SECRET_OLD: is the same as CAMPUS_MEET_SECRET [secret/reused]'];
}

const anew = (name: string): string =>
  ownSecrets.some((own) => own === name) ? `; ${proposal(name)}` : '; give each its own';
