import { route, type Route } from '../../../../kernel/route.ts';
import type { AccountLinks } from '../links.ts';
import { fromRequest } from '../routes.ts';
import type { Contacts } from './contacts.ts';
import {
  answerAccountLink,
  answerMyContact,
  answerPersonContact,
  myContacts,
  personContacts,
  readAccountLink,
} from './contract.ts';

/** The routes of contacts that wait to be confirmed, and of links that answer what somebody was told. */
export function contactRoutes(contacts: Contacts, links: AccountLinks): Route[] {
  return [
    route(myContacts, 'read', async ({ caller }) => ({ waiting: await contacts.mine(caller) })),
    route(answerMyContact, 'write', async ({ caller, params, body }) => {
      await contacts.answerMine(caller, { ...params, ...body });
      return {};
    }),
    route(personContacts, 'read', async ({ caller, params }) => ({
      contacts: await contacts.of(caller.personId, params.personId),
    })),
    route(answerPersonContact, 'write', async ({ caller, params, body }) => {
      const { personId, kind } = params;
      await contacts.answerFor(caller.personId, personId, { kind, ...body });
      return {};
    }),
    route(readAccountLink, 'sign-in', ({ body, ...request }) =>
      links.read(body.token, fromRequest(request)),
    ),
    route(answerAccountLink, 'sign-in', async ({ body, ...request }) => {
      await links.answer(body.token, body.isMine, fromRequest(request));
      return {};
    }),
  ];
}
