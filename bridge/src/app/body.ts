import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { Failure } from '../kernel/failure.ts';

const readTimeout = 10_000;

/**
 * Reads a request's body.
 * @param limit the most bytes taken
 * @throws Failure request/too-large, or request/too-slow when it is not complete after ten seconds
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure('request/too-slow')), readTimeout);
  });
  try {
    return await Promise.race([rawBody(request, limit), tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}

async function rawBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await getRawBody(request, { limit });
  } catch (cause) {
    const type = cause instanceof Error && 'type' in cause ? cause.type : '';
    if (type === 'entity.too.large') {
      throw new Failure('request/too-large', {
        detail: `At most ${limit} bytes are taken.`,
        cause,
      });
    }
    throw new Failure('request/invalid', { detail: 'The body broke off.', cause });
  }
}

/** Parses a JSON body; an empty one is `{}`. @throws Failure request/not-json */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (cause) {
    throw new Failure('request/not-json', { cause });
  }
}
