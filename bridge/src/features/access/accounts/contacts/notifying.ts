import type { Clock } from '../../../../kernel/clock.ts';
import type { Database } from '../../../../kernel/database.ts';
import type { TemplateRenderer, Posting } from '../../../notifications/outbox/index.ts';
import { contactsOf } from '../contact-repository.ts';
import { addLink } from '../links-repository.ts';
import { masked } from '../masked.ts';
import type { Persons } from '../persons.ts';
import type { AccountOutbox, AccountPerson, AuditTrail } from '../ports.ts';
import { destinationOf, type Destination } from '../postings.ts';
import { sourceWords } from '../source-words.ts';
import {
  markNotified,
  sourceContactsOf,
  untoldContacts,
  type KnownContact,
} from './contacts-repository.ts';

export interface ContactMessageDeps {
  db: Database;
  clock: Clock;
  persons: Persons;
  outbox: AccountOutbox;
  templates: TemplateRenderer;
  audit: AuditTrail;
  /** Where what was told is answered; the token comes behind it. */
  answerUrl: string;
}

/** At most so many are told in one round. */
const roundSize = 50;

/** Every way to reach somebody: what they log in with, what they logged in with before, what they confirmed. */
export async function waysTo(
  { db, outbox }: Pick<ContactMessageDeps, 'db' | 'outbox'>,
  personId: string,
): Promise<Destination[]> {
  const given = (await sourceContactsOf(db, [personId])).flatMap(({ contact }) => contact ?? []);
  const all = new Set([...given, ...(await contactsOf(db, personId))]);
  return [...all].flatMap((contact) => {
    const of = contact.includes('@')
      ? { phone: null, email: contact }
      : { phone: contact, email: null };
    return destinationOf(of, 'sms', outbox.carries) ?? [];
  });
}

/** Tells the old contacts of whoever has a new one that waits; safe beside other bridges' rounds. */
export async function notifyOfContacts(deps: ContactMessageDeps): Promise<void> {
  for (const waiting of await untoldContacts(deps.db, roundSize)) await tell(deps, waiting);
}

async function tell(deps: ContactMessageDeps, waiting: KnownContact): Promise<void> {
  const person = await deps.persons.find(waiting.personId);
  const ways = person ? await waysTo(deps, person.id) : [];
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    if (!(await markNotified(trx, waiting, now)) || !person) return;
    await deps.audit.record(trx, {
      actorId: null,
      action: 'account.contact-waits',
      subject: { kind: 'person', id: person.id, name: person.displayName },
      scopeDepartmentId: null,
      before: null,
      after: {
        kind: waiting.kind,
        contact: masked(waiting.pending ?? ''),
        source: waiting.pendingBy,
      },
    });
    if (ways.length === 0) return;
    const { personId, kind, pending: contact } = waiting;
    const token = await addLink(trx, { personId, kind: 'contact', about: kind, contact }, now);
    const link = `${deps.answerUrl}#${token}`;
    for (const way of ways) {
      await deps.outbox.add(trx, contactPosting(deps, { person, waiting, way, link }));
    }
  });
}

interface ContactMessage {
  person: AccountPerson;
  waiting: KnownContact;
  way: Destination;
  link: string;
}

function contactPosting(
  { templates }: Pick<ContactMessageDeps, 'templates'>,
  { person, waiting, way: { via, to }, link }: ContactMessage,
): Posting {
  const { id, displayName, locale } = person;
  const valuesIn = (language: 'en' | 'zh-CN') => ({
    link,
    contact: masked(waiting.pending ?? ''),
    source: sourceWords(waiting.pendingBy ?? '', language),
  });
  const shared = { about: 'contact-changed', personId: id };
  if (via === 'sms') {
    const text = templates.sms('contact-changed-sms', { locale, valuesIn });
    return { ...shared, message: { kind: 'sms', to, text } };
  }
  const mail = templates.mail('contact-changed', {
    locale,
    valuesIn: (language) => ({ ...valuesIn(language), name: displayName }),
  });
  return { ...shared, message: { kind: 'mail', to, ...mail } };
}
