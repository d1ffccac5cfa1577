import type { MyConnection } from '../../bridge/src/features/access/accounts/connecting/contract.ts';
import type {
  AccountLinkShown,
  PersonContact,
  WaitingContact,
} from '../../bridge/src/features/access/accounts/contacts/contract.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import type { Asked } from './campus-answers.ts';
import { aSession, uuid, type SceneLocale } from './people.ts';
import { dayMs } from '../src/kernel/time.ts';

/** What the scripted bridge knows of who somebody may be. The right code is 271828. */
export interface ConnectingWorld {
  connection: MyConnection;
  waiting: WaitingContact[];
  contacts: PersonContact[];
  link: AccountLinkShown;
  /** The one who is meant administers something. */
  asksPassword: boolean;
}

const minute = 60_000;

export const aWaitingPhone = (): WaitingContact => ({
  kind: 'phone',
  contact: '+8613900009999',
  source: 'sheet',
  since: Date.now() - dayMs,
});

const usual = (): ConnectingWorld => ({
  connection: { isOpen: false, source: null, ways: ['sms', 'mail'] },
  waiting: [],
  contacts: [
    {
      kind: 'phone',
      contact: '+8613800001111',
      waiting: aWaitingPhone(),
      refused: null,
    },
    {
      kind: 'mail',
      contact: 'k.wolkenstein@wolkenburg-universitaet.example.edu',
      waiting: null,
      refused: 'karl@else.example',
    },
  ],
  link: { kind: 'contact', contact: '••••••9999', state: 'open' },
  asksPassword: false,
});

/** What the scripted bridge answers about who somebody is. */
export function connectingAnswers(
  change: Partial<ConnectingWorld> = {},
  locale: SceneLocale,
): Record<string, (asked: Asked) => unknown> {
  const world = { ...usual(), ...change };
  const opened = () => aSession(locale, true);
  return {
    myConnection: () => world.connection,
    askToConnect: () => ({
      codeId: uuid(7200),
      expiresAt: Date.now() + 10 * minute,
      nextAt: Date.now() + minute,
    }),
    connectByCode: ({ body }) => {
      if (body['code'] !== '271828') throw new PanelFailure('account/code-wrong');
      const isGiven = typeof body['password'] === 'string';
      if (world.asksPassword && !isGiven) throw new PanelFailure('account/connect-password');
      return opened();
    },
    connectByPassword: opened,
    myContacts: () => ({ waiting: world.waiting }),
    answerMyContact: ({ params, body }) => {
      if (body['isMine'] === true && body['current'] === undefined) {
        throw new PanelFailure('account/proof-needed');
      }
      world.waiting = world.waiting.filter(({ kind }) => kind !== params['kind']);
      return {};
    },
    personContacts: () => ({ contacts: world.contacts }),
    answerPersonContact: ({ params, body }) => {
      world.contacts = world.contacts.map((one) =>
        one.kind === params['kind'] && one.waiting
          ? {
              ...one,
              contact: body['isMine'] === true ? one.waiting.contact : one.contact,
              waiting: null,
            }
          : one,
      );
      return {};
    },
    readAccountLink: () => world.link,
    answerAccountLink: ({ body }) => {
      world.link = { ...world.link, state: body['isMine'] === true ? 'mine' : 'not-mine' };
      return {};
    },
  };
}
