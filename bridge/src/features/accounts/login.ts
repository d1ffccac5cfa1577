import { Failure } from '../../kernel/failure.ts';
import type { Opened } from '../sessions/index.ts';
import type { Codes } from './codes.ts';
import type { AskedCode, CodeWay } from './contract.ts';
import { identifierKey } from './identifier.ts';
import { paces } from './pace.ts';
import type { AccountOutbox, AccountPeople, SessionOpener } from './ports.ts';
import { addressKey, type Meter, type Throttle } from './throttle.ts';

export interface LoginParts {
  codes: Codes;
  throttle: Throttle;
  people: AccountPeople;
  sessions: SessionOpener;
  outbox: Pick<AccountOutbox, 'carries'>;
}

export type Login = ReturnType<typeof createLogin>;

/** Logging in without a portal. Every refusal is the same whether or not somebody is known. */
export function createLogin({ codes, throttle, people, sessions, outbox }: LoginParts) {
  const open = async (personId: string): Promise<Opened | null> => {
    const person = await people.findActive(personId);
    if (!person) return null;
    return sessions.open({ kind: 'person', personId, courseId: null, meetingId: null });
  };
  return {
    ways: () => ({ sms: outbox.carries('sms'), mail: outbox.carries('mail') }),

    /** @throws Failure account/no-way when neither SMS nor mail is configured; request/too-many */
    askForCode: async (
      asked: { identifier: string; via: CodeWay },
      address: string,
    ): Promise<AskedCode> => {
      if (!outbox.carries('sms') && !outbox.carries('mail')) throw new Failure('account/no-way');
      const nextAt = await throttle.take(askingMeters(asked.identifier, address));
      return { ...(await codes.ask(asked)), nextAt };
    },

    /** @throws Failure account/code-wrong, whatever is wrong with it; request/too-many */
    byCode: async (given: { codeId: string; code: string }, address: string): Promise<Opened> => {
      const meters = wrongMeters(address);
      await throttle.take(meters);
      const personId = await codes.use(given.codeId, given.code);
      const opened = personId === null ? null : await open(personId);
      if (!opened) throw new Failure('account/code-wrong');
      await throttle.giveBack(meters);
      return opened;
    },

    /** Forgets what is over. */
    sweep: async (): Promise<void> => {
      await codes.sweep();
      await throttle.sweep();
    },
  };
}

function askingMeters(identifier: string, address: string): Meter[] {
  const [name, from] = [identifierKey(identifier), addressKey(address)];
  return [
    { name: 'code-pair', of: `${from} ${name}`, pace: paces.codeByPair },
    { name: 'code-name', of: name, pace: paces.codeByName },
    { name: 'code-address', of: from, pace: paces.codeByAddress },
  ];
}

const wrongMeters = (address: string): Meter[] => [
  { name: 'wrong-address', of: addressKey(address), pace: paces.wrongByAddress },
];
