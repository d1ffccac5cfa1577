import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { newId } from '../../kernel/ids.ts';
import type { ConferenceServer } from './conference-server.ts';
import { signatureHeader, signMessage } from './signature.ts';

export interface CommandSettings {
  /** Prosody's `/campus-meet/commands`, whole. */
  url: string;
  secret: string;
  clock: Clock;
  /** Milliseconds to wait for an answer; 5 s unless given. */
  timeout?: number;
}

const done = z.object({ ok: z.literal(true) });
const refused = z.object({ ok: z.literal(false), code: z.string().max(100) });
const occupant = z.object({
  id: z.string(),
  jid: z.string(),
  userId: z.string(),
  joinedAt: z.int().nonnegative(),
});
const sizes = done.extend({
  source: z.string(),
  sequence: z.int().nonnegative(),
  rooms: z.array(
    z.object({
      room: z.string(),
      createdAt: z.int().nonnegative(),
      occupants: z.array(occupant),
    }),
  ),
});

/** Why the conference server said no; kept as the cause of conference/refused. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the conference server refused: ${code}`);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** The refusal's code, for example `room-not-found`; null for anything that is not a refusal. */
export function refusal(error: unknown): string | null {
  if (!(error instanceof Failure) || error.code !== 'conference/refused') return null;
  return error.cause instanceof Refusal ? error.cause.code : 'unknown';
}

/** A failure that says "it said no", with the server's own code. */
export function refusedWith(code: string): Failure {
  return new Failure('conference/refused', { detail: code, cause: new Refusal(code) });
}

/**
 * Sends commands to mod_campus_meet (decision 0001, "Commands"), each signed and with an id of its
 * own. Nothing is repeated here: whether a command that got no answer was carried out is not known.
 */
export function createCommands(settings: CommandSettings): ConferenceServer {
  const send = (command: object) => post(settings, JSON.stringify({ id: newId(), ...command }));
  return {
    endRoom: async (room, reason) => {
      read(done, await send({ command: 'end-room', room, reason }));
    },
    kick: async (room, userId, reason) => {
      read(done, await send({ command: 'kick', room, userId, reason }));
    },
    setRole: async (room, userId, role) => {
      read(done, await send({ command: 'role', room, userId, role }));
    },
    setPermissions: async (room, permissions) => {
      read(done, await send({ command: 'permissions', room, ...permissions }));
    },
    sizes: async () => {
      const { source, sequence, rooms } = read(sizes, await send({ command: 'sizes' }));
      return { source, sequence, rooms };
    },
  };
}

/** The answer as JSON, whatever its status; null when it is no JSON (a proxy's page, a broken connection). */
async function post(settings: CommandSettings, body: string): Promise<unknown> {
  const { url, secret, clock, timeout = 5000 } = settings;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        [signatureHeader]: signMessage(secret, body, clock.now()),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    return await response.json().catch(() => null);
  } catch (cause) {
    throw new Failure('conference/unavailable', { cause });
  }
}

/** An answer that is neither a yes nor a no of mod_campus_meet is somebody else's: the server is away. */
function read<T extends z.ZodType>(shape: T, answer: unknown): z.infer<T> {
  const no = refused.safeParse(answer);
  if (no.success) throw refusedWith(no.data.code);
  const yes = shape.safeParse(answer);
  if (yes.success) return yes.data;
  throw new Failure('conference/unavailable', { cause: yes.error });
}
