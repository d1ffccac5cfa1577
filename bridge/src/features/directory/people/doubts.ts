import type { Candidate, ConflictReason, MatchedBy } from './candidate.ts';
import { emailKey } from './keys.ts';
import { namesDiffer } from './names-alike.ts';
import type { PersonFacts } from './person.ts';

/** An account, and the key by which somebody was found for it. */
interface Question {
  by: MatchedBy;
  /** What is believed of the account. */
  facts: PersonFacts;
  /** All that is said of it. */
  said: PersonFacts;
  /** Whether the person has another account in the same realm. */
  isTaken: boolean;
  /** Whether an LMS says it. */
  isLms: boolean;
}

/** Why the one person who has the key may be somebody else all the same; null when nothing speaks against it. */
export function doubtAbout(only: Candidate, question: Question): ConflictReason | null {
  const { by, isTaken, isLms } = question;
  if (by === 'campus-number' && isTaken) return 'second-account';
  if (by !== 'campus-number' && (isTaken || contradicts(question, only))) return 'contradiction';
  if (isLms && only.isPrivileged) return 'holds-power';
  return isSomebodyElse(question, only) ? 'different-person' : null;
}

function contradicts({ by, facts }: Question, candidate: Candidate): boolean {
  if (differs(facts.campusNumber, candidate.campusNumber)) return true;
  return by === 'phone' && differs(emailKey(facts.email), candidate.emailKey);
}

const differs = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;

/** Another name and another mail address; of who shares a telephone another name is enough. */
function isSomebodyElse({ by, said }: Question, { names, mails }: Candidate): boolean {
  const isOtherName = names.length > 0 && names.every((name) => namesDiffer(name, said));
  const mail = emailKey(said.email);
  const isOtherMail = mail !== null && mails.length > 0 && !mails.includes(mail);
  return isOtherName && (isOtherMail || by === 'phone');
}
