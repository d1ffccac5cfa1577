import { createHmac, timingSafeEqual } from 'node:crypto';
import { noticeNames, type NoticeName } from '../kinds.ts';

/** What an address in a mail ends: notices of one kind to a person, or invitations to a mail address. */
export type StopSubject =
  | { kind: NoticeName; personId: string }
  /** `hostId`: who invited; empty where nobody is known. */
  | { kind: 'invitation'; addressDigest: string; hostId: string };

export type StopTokens = ReturnType<typeof createStopTokens>;

/** Signs the addresses by which mail is ended without signing in (RFC 8058). They hold for good, and as often as one likes. */
export function createStopTokens(key: string) {
  const hmac = (text: string) => createHmac('sha256', key).update(text);
  const make = (subject: StopSubject): string => {
    const said = saidOf(subject);
    return `${said}.${hmac(`stop-mail:${said}`).digest('base64url')}`;
  };
  return {
    make,
    /** What a token ends; null for one that we did not make. */
    read: (token: string): StopSubject | null => {
      const subject = subjectOf(token.split('.').slice(0, -1));
      return subject && isSame(token, make(subject)) ? subject : null;
    },
    /** What is kept of an address that wants no mail: whoever has the database alone learns no address from it. */
    digestOf: (email: string): string =>
      hmac(`address:${email.trim().toLowerCase()}`).digest('hex'),
  };
}

// Mails that were sent hold these: the oldest kind stands without its name, another has a former one.
function saidOf(subject: StopSubject): string {
  if (subject.kind === 'invitation') {
    return `invitation.${subject.addressDigest}.${subject.hostId}`;
  }
  const { kind, personId } = subject;
  if (kind === 'class-started') return personId;
  return `${kind === 'registration-done' ? formerly : kind}.${personId}`;
}

const formerly = 'summary';

function subjectOf(said: readonly string[]): StopSubject | null {
  const [first = '', second = '', third] = said;
  if (said.length === 1) return { kind: 'class-started', personId: first };
  const name = first === formerly ? 'registration-done' : first;
  const kind = noticeNames.find((one) => one === name);
  if (said.length === 2 && kind) return { kind, personId: second };
  if (said.length !== 3 || first !== 'invitation') return null;
  return { kind: 'invitation', addressDigest: second, hostId: third ?? '' };
}

function isSame(given: string, right: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(right);
  return one.length === other.length && timingSafeEqual(one, other);
}
