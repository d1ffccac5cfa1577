import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** A new identifier for a row (UUID v4). */
export const newId = (): string => randomUUID();

/** A new secret of 256 random bits, base64url, 43 characters. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** A new room name: 128 random bits as 32 lower-case hex digits (Jitsi wants lower case). */
export const newRoomName = (): string => randomBytes(16).toString('hex');

/** What is stored of a secret, so that a copy of the database opens nothing: SHA-256, hex. */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');
