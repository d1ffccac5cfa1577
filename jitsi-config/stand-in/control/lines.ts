import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { z } from 'zod';

/** Sends one message. */
export function writeLine(socket: Socket, message: object): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/**
 * Reads messages, one a line. A line that does not fit the schema ends the connection: the two programs are of one
 * version, so it comes from another one.
 */
export function readLines<Schema extends z.ZodType>(
  socket: Socket,
  schema: Schema,
  take: (message: z.infer<Schema>) => void,
): void {
  socket.on('error', () => undefined);
  createInterface({ input: socket }).on('line', (line) => {
    const parsed = schema.safeParse(json(line));
    if (parsed.success) take(parsed.data);
    else socket.destroy(new Error('a message that does not fit'));
  });
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
