import type { Caller } from '../../../../kernel/caller.ts';
import type { Database } from '../../../../kernel/database.ts';
import { Failure } from '../../../../kernel/failure.ts';
import type { Opened, Sessions } from '../../sessions/index.ts';
import type { Codes } from '../codes.ts';
import { waysTo } from '../contacts/notifying.ts';
import type { AskedCode, CodeWay } from '../contract.ts';
import { personOf } from '../directory-login.ts';
import { askingMeters, codeMeters, ownCodeMeters, passwordMeters, type From } from '../meters.ts';
import type { Passwords } from '../passwords.ts';
import type { Persons } from '../persons.ts';
import type { CampusDirectory } from '../ports.ts';
import type { StoredRateLimit } from '../../../../kernel/stored-rate-limit.ts';
import type { MyConnection } from './contract.ts';
import type { Connections } from './ports.ts';
import { notifyConnected, type ConnectedDeps } from './notifying.ts';

export interface ConnectingDeps extends ConnectedDeps {
  db: Database;
  key: Buffer;
  codes: Codes;
  passwords: Passwords;
  persons: Persons;
  rateLimit: StoredRateLimit;
  /** Null where the campus directory is not configured for logging in. */
  directory: CampusDirectory | null;
  connections: Connections;
  sessions: Pick<Sessions, 'open' | 'endAllOf' | 'originOf'>;
  /** These sessions are over: their sockets are to be closed. */
  ended: (sessionIds: string[]) => void;
}

export type Connecting = ReturnType<typeof createConnecting>;

/**
 * "This is me": somebody who is known by nothing but an LMS shows which person of the campus they are, by a code
 * that goes to a contact which the campus knows, or by the campus password; whoever administers anything by both.
 * Nothing that is answered before that tells whether the one who was named is known.
 */
export function createConnecting(deps: ConnectingDeps) {
  const { codes, rateLimit, outbox, connections } = deps;
  const ways = (['sms', 'mail'] as const).filter((way) => outbox.carries(way));
  return {
    view: async ({ personId }: Caller): Promise<MyConnection> => ({
      ...(await connections.connectable(personId)),
      ways,
    }),

    /** @throws Failure account/connect-closed, account/no-way, request/too-many */
    askForCode: async (
      caller: Caller,
      asked: { identifier: string; via: CodeWay },
      { address }: From,
    ): Promise<AskedCode> => {
      await mustBeOpen(deps, caller);
      if (ways.length === 0) throw new Failure('account/no-way');
      const { own, shared } = askingMeters(asked.identifier, address);
      const nextAt = await rateLimit.take([...ownCodeMeters(caller.personId, null), ...own]);
      await rateLimit.share(shared, () => Promise.resolve(null));
      return { ...(await codes.ask({ ...asked, sessionId: caller.sessionId })), nextAt };
    },

    /**
     * @throws Failure account/code-wrong, whatever is wrong with it; account/connect-password,
     * account/connect-closed, account/connect-refused, account/connect-conflict, request/too-many
     */
    byCode: async (
      caller: Caller,
      given: { codeId: string; code: string; password?: string | undefined },
      from: From,
    ): Promise<Opened> => {
      await mustBeOpen(deps, caller);
      const { sessionId } = caller;
      const first = (targetId: string) => alsoPassword(deps, { targetId, from, ...given });
      const tried = codeMeters(deps, { personId: null, from });
      const shown = await rateLimit.attempt(tried, () =>
        codes.use(given, { sessionId, purpose: 'connect', first }),
      );
      if (!shown) throw new Failure('account/code-wrong');
      return become(deps, caller, { targetId: shown.personId, from });
    },

    /**
     * @throws Failure account/login-wrong, whatever is wrong with it; account/connect-code,
     * account/connect-closed, account/connect-refused, account/connect-conflict, request/too-many
     */
    byPassword: async (
      caller: Caller,
      given: { identifier: string; password: string },
      from: From,
    ): Promise<Opened> => {
      await mustBeOpen(deps, caller);
      const targetId = await whosePassword(deps, given, from);
      if (targetId === null) throw new Failure('account/login-wrong');
      if (await connections.isAdmin(targetId)) throw new Failure('account/connect-code');
      return become(deps, caller, { targetId, from });
    },
  };
}

async function mustBeOpen({ connections }: ConnectingDeps, { personId }: Caller): Promise<void> {
  const { isOpen } = await connections.connectable(personId);
  if (!isOpen) throw new Failure('account/connect-closed');
}

/** Who administers anything is nobody's by a code alone. */
async function alsoPassword(
  deps: ConnectingDeps,
  { targetId, password, from }: { targetId: string; password?: string | undefined; from: From },
): Promise<void> {
  if (!(await deps.connections.isAdmin(targetId))) return;
  if (password === undefined) throw new Failure('account/connect-password');
  const person = await deps.persons.find(targetId);
  const identifier = person?.campusNumber ?? person?.email ?? person?.phone ?? targetId;
  const whose = await whosePassword(deps, { identifier, password }, from);
  if (whose !== targetId) throw new Failure('account/login-wrong');
}

/** Whose password it is: the own one, or that of the campus account; null for nobody's. */
async function whosePassword(
  deps: ConnectingDeps,
  { identifier, password }: { identifier: string; password: string },
  from: From,
): Promise<string | null> {
  const { persons, passwords, directory, rateLimit } = deps;
  const person = await persons.one(identifier);
  const meters = await passwordMeters(deps, { identifier, person, from });
  return rateLimit.attempt(meters, async () => {
    if (await passwords.fits(person?.id ?? null, password)) return person?.id ?? null;
    const identity = (await directory?.prove(identifier, password)) ?? null;
    return identity && personOf(persons, identity);
  });
}

async function become(
  deps: ConnectingDeps,
  caller: Caller,
  { targetId, from }: { targetId: string; from: From },
): Promise<Opened> {
  const { persons, connections, sessions } = deps;
  const person = await persons.find(targetId);
  if (!person || targetId === caller.personId) throw new Failure('account/connect-refused');
  const { source } = await connections.connectable(caller.personId);
  const ways = await bothWays(deps, [targetId, caller.personId]);
  const notification = { person, source: source?.kind ?? '', ways };
  const pair = { personId: caller.personId, targetId };
  const done = await connections.connect(pair, (trx, decisionId) =>
    notifyConnected(trx, deps, { ...notification, decisionId }),
  );
  if (done === 'conflict') throw new Failure('account/connect-conflict');
  const { courseId, sessionId } = caller;
  // Still by the portal that vouched for the course: when that is removed, this ends, too.
  const { portalId } = await sessions.originOf(sessionId);
  const grant = {
    kind: 'person' as const,
    personId: targetId,
    courseId,
    meetingId: null,
    portalId,
  };
  const opened = await sessions.open(grant, from.place);
  // The tab that asked goes on with the new session: it is not told that it has to come in again.
  const over = await sessions.endAllOf(caller.personId);
  deps.ended(over.filter((id) => id !== caller.sessionId));
  return opened;
}

/** Every contact of both, each once. */
async function bothWays(deps: ConnectingDeps, ids: readonly string[]) {
  const all = (await Promise.all(ids.map((id) => waysTo(deps, id)))).flat();
  return [...new Map(all.map((way) => [way.to, way])).values()];
}
