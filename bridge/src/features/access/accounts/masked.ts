import { codeRules } from './code.ts';

/** `+86•••••••5678`, `w•••••••@uni.test`: enough to know it again, too little to learn it. */
export function masked(contact: string): string {
  const [local = '', domain] = contact.split('@');
  const dots = '•'.repeat(codeRules.digits);
  return domain === undefined
    ? `${dots}${contact.slice(-4)}`
    : `${Array.from(local)[0] ?? ''}${dots}@${domain}`;
}
