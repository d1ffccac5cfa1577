import { SignJWT } from 'jose';
import type { Clock } from '../../kernel/clock.ts';

export interface RoomTokenSettings {
  /** Shared with Prosody (app_secret); at least 32 characters. */
  secret: string;
  issuer: string;
  audience: string;
  /** The XMPP domain. */
  domain: string;
  clock: Clock;
  /** Milliseconds that a token opens its room; two minutes unless given. */
  lifetime?: number;
}

/** One person's way into one room. */
export interface RoomGrant {
  room: string;
  /** `guest`: without an account; told to everybody in the room, by the server's word alone. */
  person: { id: string; name: string; guest?: boolean };
  moderator: boolean;
  /** Milliseconds, when it differs from the usual. */
  lifetime?: number;
}

export interface RoomTokens {
  /** The signed token and when it ends (milliseconds). */
  sign: (grant: RoomGrant) => Promise<{ jwt: string; expiresAt: number }>;
}

const twoMinutes = 120_000;
/** Prosody's clock may be behind ours by this many seconds. */
const leeway = 10;

/** Signs room tokens as Jitsi's mod_auth_token takes them: a JWT (RFC 7519), HS256, decision 0001 "The room token". */
export function createRoomTokens(settings: RoomTokenSettings): RoomTokens {
  if (settings.secret.length < 32) throw new RangeError('the room token secret is too short');
  // Read once: to import it for each token takes as long as to sign.
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = new TextEncoder().encode(settings.secret);
  const key = crypto.subtle.importKey('raw', bytes, hmac, false, ['sign']);
  return {
    sign: async ({ room, person, moderator, lifetime }) => {
      const now = Math.floor(settings.clock.now() / 1000);
      const expires = now + Math.ceil((lifetime ?? settings.lifetime ?? twoMinutes) / 1000);
      const { id, name, guest = false } = person;
      const mark = guest ? { guest } : {};
      const user = { id, name, ...mark, moderator, affiliation: moderator ? 'owner' : 'member' };
      const jwt = await new SignJWT({ room: room.toLowerCase(), context: { user } })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(settings.issuer)
        .setAudience(settings.audience)
        .setSubject(settings.domain)
        .setNotBefore(now - leeway)
        .setExpirationTime(expires)
        .sign(await key);
      return { jwt, expiresAt: expires * 1000 };
    },
  };
}
