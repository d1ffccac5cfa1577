import type { Database } from '../../../../kernel/database.ts';
import type { Clock } from '../../../../kernel/clock.ts';
import {
  knownZone,
  whenIn,
  type TemplateRenderer,
  type Posting,
} from '../../../notifications/outbox/index.ts';
import { addLink } from '../links-repository.ts';
import type { AccountOutbox, AccountPerson } from '../ports.ts';
import type { Destination } from '../postings.ts';
import { sourceWords } from '../source-words.ts';

export interface ConnectedDeps {
  clock: Clock;
  outbox: AccountOutbox;
  templates: TemplateRenderer;
  /** Where what was told is answered; the token comes behind it. */
  answerUrl: string;
  /** IANA name, for people whose own zone is not known. */
  campusZone: string;
}

/** Who is told that an account was connected, and how they can be reached. */
export interface ConnectedMessage {
  person: AccountPerson;
  /** The kind of source of the account. */
  source: string;
  ways: readonly Destination[];
  decisionId: string;
}

/** Tells all contacts, those of the account too, in the transaction that connects them. */
export async function notifyConnected(
  trx: Database,
  deps: ConnectedDeps,
  { person, source, ways, decisionId }: ConnectedMessage,
): Promise<void> {
  const now = deps.clock.now();
  const link = { personId: person.id, kind: 'connected' as const, about: decisionId };
  for (const way of ways) {
    const token = await addLink(trx, { ...link, contact: null }, now);
    const url = `${deps.answerUrl}#${token}`;
    await deps.outbox.add(trx, connectedPosting(deps, { person, source, way, url, now }));
  }
}

interface Told {
  person: AccountPerson;
  source: string;
  way: Destination;
  url: string;
  now: number;
}

function connectedPosting(
  { templates, campusZone }: ConnectedDeps,
  { person, source, way: { via, to }, url, now }: Told,
): Posting {
  const { id, displayName, locale } = person;
  const zone = knownZone(null, campusZone);
  const span = { startsAt: now, endsAt: null, weeklyUntil: null };
  const shared = { about: 'account-connected', personId: id };
  if (via === 'sms') {
    const text = templates.sms('account-connected-sms', {
      locale,
      valuesIn: (language) => ({ link: url, source: sourceWords(source, language) }),
    });
    return { ...shared, message: { kind: 'sms', to, text } };
  }
  const mail = templates.mail('account-connected', {
    locale,
    valuesIn: (language) => ({
      name: displayName,
      link: url,
      source: sourceWords(source, language),
      when: whenIn(language, zone, span),
    }),
  });
  return { ...shared, message: { kind: 'mail', to, ...mail } };
}
