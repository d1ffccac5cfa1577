import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { SignJWT, UnsecuredJWT, generateKeyPair } from 'jose';
import { Focus } from '../../stand-in/focus/focus.ts';
import { startProsody, type ProsodyRun, type RunningProsody } from '../run.ts';
import { startEventSink, type EventSink } from './event-sink.ts';
import { XmppClient } from './xmpp-client.ts';

export const domain = 'meet.campus.test';
// Random, as a bridge that takes them wants secrets to be.
export const eventsSecret = randomBytes(32).toString('base64url');
export const tokenSecret = randomBytes(32).toString('base64url');
const focusSecret = randomBytes(32).toString('base64url');
export const issuer = 'campus-meet';
export const audience = 'jitsi';

export interface TokenWish {
  room: string;
  person?: { id: string; name: string; guest?: boolean };
  moderator?: boolean;
  /** Seconds from now. */
  expires?: number;
  notBefore?: number;
  secret?: string;
  issuer?: string;
  audience?: string;
  typ?: string;
}

/** A room token as the bridge signs it, with whatever the test wants to be wrong. */
export async function roomToken(wish: TokenWish): Promise<string> {
  const header = { alg: 'HS256', typ: wish.typ ?? 'JWT' };
  const key = new TextEncoder().encode(wish.secret ?? tokenSecret);
  return new SignJWT(claims(wish)).setProtectedHeader(header).sign(key);
}

export const unsignedToken = (wish: TokenWish): string => new UnsecuredJWT(claims(wish)).encode();

export async function rsaToken(wish: TokenWish): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  const header = { alg: 'RS256', typ: 'JWT' };
  return new SignJWT(claims(wish)).setProtectedHeader(header).sign(privateKey);
}

export function claims(wish: TokenWish) {
  const now = Math.floor(Date.now() / 1000);
  const { id, name, guest = false } = wish.person ?? { id: 'p-1', name: '王芳' };
  const moderator = wish.moderator ?? false;
  return {
    iss: wish.issuer ?? issuer,
    aud: wish.audience ?? audience,
    sub: domain,
    room: wish.room,
    nbf: now + (wish.notBefore ?? -10),
    exp: now + (wish.expires ?? 120),
    context: {
      user: {
        id,
        name,
        ...(guest ? { guest } : {}),
        moderator,
        affiliation: moderator ? 'owner' : 'member',
      },
    },
  };
}

/** One Prosody with its event sink, on free ports and in a temporary folder. */
export interface Stage {
  prosody: RunningProsody;
  sink: EventSink;
  log: string[];
  run: ProsodyRun;
  /** Null where the test has its own. */
  focus: Focus | null;
  /** Connects with this token; every client is closed at the end. */
  connect: (room: string, token?: string) => Promise<XmppClient>;
  /** Connects with a right token, asks the focus, joins. */
  enter: (wish: TokenWish, nick: string) => Promise<XmppClient>;
  restart: () => Promise<void>;
  close: () => Promise<void>;
}

/** @param overrides what Prosody is told otherwise; `withFocus: false` leaves the focus to the test */
export async function openStage({
  withFocus = true,
  ...overrides
}: Partial<ProsodyRun> & { withFocus?: boolean } = {}): Promise<Stage> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'campus-prosody-'));
  const sink = await startEventSink(eventsSecret);
  const log: string[] = [];
  const run: ProsodyRun = {
    domain,
    address: '127.0.0.1',
    httpPort: await getPort(),
    c2sPort: await getPort(),
    focus: { port: await getPort(), secret: focusSecret },
    dataFolder,
    eventsUrl: sink.url,
    eventsSecret,
    token: { secret: tokenSecret, issuer, audience },
    maxOccupants: 500,
    onLog: (line) => log.push(line),
    ...overrides,
  };
  const clients: XmppClient[] = [];
  const prosody = await startProsody(run);
  const focus = withFocus ? await startFocus(run) : null;
  const stage: Stage = {
    prosody,
    sink,
    log,
    run,
    focus,
    connect: async (room, token) => {
      const { httpUrl } = stage.prosody;
      const client = await XmppClient.connect({ httpUrl, domain, room, token });
      clients.push(client);
      return client;
    },
    enter: async (wish, nick) => {
      const client = await stage.connect(wish.room, await roomToken(wish));
      await client.askFocus();
      await client.join(nick);
      return client;
    },
    restart: async () => {
      await stage.prosody.stop();
      stage.prosody = await startProsody(run);
      await focus?.connected();
    },
    close: async () => {
      for (const client of clients) client.close();
      await focus?.stop();
      await stage.prosody.stop();
      await sink.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  return stage;
}

/** The focus without bridges: rooms, requests, mutes. */
async function startFocus({ domain: at, focus }: ProsodyRun): Promise<Focus> {
  const started = await Focus.start({
    domain: at,
    componentPort: focus.port,
    componentSecret: focus.secret,
    controlPort: 0,
    bridgeSecret: focusSecret,
  });
  await started.connected();
  return started;
}

let rooms = 0;
/** A room name of this test alone. */
export const newRoom = (): string => `room${process.pid}x${++rooms}`;
