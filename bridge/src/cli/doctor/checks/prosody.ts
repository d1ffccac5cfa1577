import { setTimeout as wait } from 'node:timers/promises';
import { elementsIn, XmppRefusal, type XmppSession } from '../../../adapters/jitsi/xmpp-session.ts';
import type { Deps } from '../../../app/config.ts';
import {
  connect,
  forgedToken,
  isWebsocket,
  memberToken,
  newNick,
  newRoom,
} from '../conference-room.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, ok, warning, type Check, type CheckResult } from '../result.ts';
import { within } from '../within.ts';

type ProsodyDeps = Pick<Deps, 'config' | 'clock'>;

/** How long it is watched whether a member becomes a moderator after all, milliseconds. */
const watchMs = 1_500;

/** Prosody, by really connecting: whom it lets into which room, and as what. */
export const prosodyCheck = (deps: ProsodyDeps): Check => ({
  name: 'prosody',
  run: async () => {
    if (!isWebsocket(deps)) {
      const seen = 'Not looked at: JITSI_SERVICE_URL is BOSH, and only websockets are tried.';
      return warning(
        'prosody/not-looked-at',
        seen,
        'Use wss://…/xmpp-websocket where that is possible.',
      );
    }
    const right = await rightToken(deps);
    if (right.code === 'prosody/unreachable') return right;
    // Where nobody gets a room, that another one is refused says nothing.
    const rooms = right.code === 'prosody/no-focus' ? [] : [otherRoom(deps)];
    return [right, ...(await Promise.all([wrongTokens(deps), ...rooms])).flat()];
  },
});

async function rightToken(deps: ProsodyDeps): Promise<CheckResult> {
  const room = newRoom();
  let session: XmppSession;
  try {
    session = await connect(deps, { room, token: await memberToken(deps, room) });
  } catch (error) {
    return notLetIn(error);
  }
  try {
    return await asMember(session, room);
  } finally {
    session.close();
  }
}

function notLetIn(error: unknown): CheckResult {
  if (error instanceof XmppRefusal) {
    const seen = `It refuses a right token: ${error.message}.`;
    const mend =
      'JITSI_APP_SECRET, JITSI_APP_ID and JITSI_AUDIENCE have to be what Prosody’s app_secret, app_id and asap_accepted_audiences are, and the clocks have to agree.';
    return failed('prosody/token-refused', seen, mend);
  }
  const seen = `There is no connection by websocket: ${reasonOf(error)}.`;
  const mend = `${connectionAdvice(error, 'JITSI_SERVICE_URL')} Does the proxy pass /xmpp-websocket on, with Upgrade and Connection?`;
  return failed('prosody/unreachable', seen, mend);
}

async function asMember(session: XmppSession, room: string): Promise<CheckResult> {
  try {
    await session.askFocus(room);
  } catch (error) {
    const mend =
      'Does Jicofo run, and is it connected to Prosody? JITSI_FOCUS has to be its address there.';
    return failed('prosody/no-focus', `The focus does not make a room: ${reasonOf(error)}.`, mend);
  }
  const nick = newNick();
  try {
    const presence = await session.join(room, nick);
    const isModerator = moderates(presence) || (await becomesModerator(session, nick));
    if (!isModerator) {
      return ok('prosody/ok', 'A member gets in with the right token, and stays a member.');
    }
  } catch (error) {
    const mend = 'JITSI_MUC has to be the address of Prosody’s component for rooms.';
    return failed(
      'prosody/join-refused',
      `A right token does not open its room: ${reasonOf(error)}.`,
      mend,
    );
  }
  const mend =
    'In Prosody load token_affiliation on the component for rooms; in Jicofo set conference.enable-auto-owner = false.';
  return failed('prosody/member-moderates', 'A member’s token makes a moderator.', mend);
}

const moderates = (presence: Parameters<typeof elementsIn>[0]): boolean =>
  elementsIn(presence, 'item').some(
    ({ attribs }) => attribs['role'] === 'moderator' || attribs['affiliation'] === 'owner',
  );

/** Jicofo may make one an owner a moment after. */
async function becomesModerator(session: XmppSession, nick: string): Promise<boolean> {
  const promoted = session.next(
    (stanza) =>
      stanza.name === 'presence' &&
      (stanza.attribs['from'] ?? '').endsWith(`/${nick}`) &&
      moderates(stanza),
  );
  return Promise.race([promoted.then(() => true), wait(watchMs, false)]).catch(() => false);
}

/** Nobody comes in without a token that the bridge signed. */
async function wrongTokens(deps: ProsodyDeps): Promise<CheckResult[]> {
  const room = newRoom();
  const tries = [
    { what: 'no token', asked: { room } },
    { what: 'a forged token', asked: { room, token: await forgedToken(deps, room) } },
  ];
  return Promise.all(
    tries.map(async ({ what, asked }) => {
      const came = await comesIn(connect(deps, asked), room);
      if (came === 'nowhere') return ok('prosody/refuses', `Whoever has ${what} is refused.`);
      const mend =
        'In Prosody: authentication = "token", allow_empty_token = false, and no anonymous host with the same name.';
      return came === 'room'
        ? failed('prosody/lets-anybody-in', `Whoever has ${what} comes into a room.`, mend)
        : failed(
            'prosody/lets-anybody-connect',
            `Whoever has ${what} connects, if into no room.`,
            mend,
          );
    }),
  );
}

/** A token opens one room. */
async function otherRoom(deps: ProsodyDeps): Promise<CheckResult> {
  const [own, other] = [newRoom(), newRoom()];
  const token = await memberToken(deps, own);
  const came = await comesIn(connect(deps, { room: own, token }), other);
  return came === 'room'
    ? failed(
        'prosody/opens-other-rooms',
        'A token for one room opens another one.',
        'In Prosody load token_verification on the component for rooms.',
      )
    : ok('prosody/one-room', 'A token for one room opens no other.');
}

/** Milliseconds after which nobody is let in any more. */
const comingMs = 8_000;

/** How far somebody comes. */
async function comesIn(
  connecting: Promise<XmppSession>,
  room: string,
): Promise<'nowhere' | 'server' | 'room'> {
  const session = await connecting.catch(() => null);
  if (!session) return 'nowhere';
  try {
    await session.askFocus(room).catch(() => undefined);
    await within(comingMs, session.join(room, newNick()));
    return 'room';
  } catch {
    return 'server';
  } finally {
    session.close();
  }
}
