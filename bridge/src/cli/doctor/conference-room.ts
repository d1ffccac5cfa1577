import { randomBytes } from 'node:crypto';
import { openXmpp, type XmppSession } from '../../adapters/jitsi/xmpp-session.ts';
import { createRoomTokens } from '../../adapters/jitsi/room-token.ts';
import { connectConference } from '../../app/adapters.ts';
import type { Deps } from '../../app/config.ts';
import { newId, newSecret } from '../../kernel/ids.ts';
import { within } from './within.ts';

/** Milliseconds for one step of a dialogue with Prosody. */
const stepMs = 6_000;

type ConferenceDeps = Pick<Deps, 'config' | 'clock'>;

/** A room of this run's own: it is no meeting, so the bridge passes over what happens in it. */
export const newRoom = (): string => `campus-meet-doctor-${newId()}`;

/** A nickname, as lib-jitsi-meet takes eight digits of its address. */
export const newNick = (): string => randomBytes(4).toString('hex');

/** A token for a member, as the bridge signs it. @param secret another one than Prosody knows, to see it refused */
export async function memberToken(
  { config, clock }: ConferenceDeps,
  room: string,
  secret = config.JITSI_APP_SECRET,
): Promise<string> {
  const tokens = createRoomTokens({
    secret,
    issuer: config.JITSI_APP_ID,
    audience: config.JITSI_AUDIENCE,
    domain: config.JITSI_DOMAIN,
    clock,
  });
  const person = { id: `doctor-${newId()}`, name: 'doctor' };
  return (await tokens.sign({ room, person, moderator: false })).jwt;
}

/** Signed with a secret that nobody has. */
export const forgedToken = (deps: ConferenceDeps, room: string): Promise<string> =>
  memberToken(deps, room, newSecret());

/** Whether the conference server is spoken to by websocket, which alone is tried here. */
export const isWebsocket = ({ config }: ConferenceDeps): boolean =>
  /^wss?:/u.test(config.JITSI_SERVICE_URL);

/** Connects as a browser does; every step has an end. @throws XmppRefusal, TooLate */
export async function connect(
  deps: ConferenceDeps,
  { room, token }: { room: string; token?: string },
): Promise<XmppSession> {
  const { address } = connectConference(deps);
  const origin = new URL(deps.config.CAMPUS_MEET_URL).origin;
  const session = await within(stepMs, openXmpp({ ...address, origin, room, token }));
  return {
    ...session,
    iq: (...asked) => within(stepMs, session.iq(...asked)),
    askFocus: (at) => within(stepMs, session.askFocus(at)),
    join: (at, nick) => within(stepMs, session.join(at, nick)),
  };
}
