import type { PersonFacts } from './person.ts';

/** An account whose password was proved before a run read it. */
export interface UnreadAccount {
  realm: string;
  externalId: string;
  campusNumber: string | null;
  said?: Pick<PersonFacts, 'displayName' | 'givenName' | 'familyName' | 'email'>;
}

const nothingSaid = { displayName: '', givenName: '', familyName: '', email: null };

/** The account as a run would tell of it. */
export const factsOf = ({
  externalId,
  campusNumber,
  said = nothingSaid,
}: UnreadAccount): PersonFacts => ({
  externalId,
  campusNumber,
  ...said,
  phone: null,
  locale: null,
  timezone: null,
  suspended: false,
});
