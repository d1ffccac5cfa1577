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
  const lines = createInterface({ input: socket });
  // A connection that breaks says so by its `close`; readline repeats the socket's error, and unheard either would
  // end the whole process: with a videobridge that was killed the focus would go as well.
  for (const broken of [socket, lines]) broken.on('error', () => undefined);
  lines.on('line', (line) => {
    const parsed = schema.safeParse(json(line));
    if (parsed.success) take(parsed.data);
    else socket.destroy();
  });
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
