import { z } from 'zod';
import { Failure } from './failure.ts';

/** Where a page of a list ended, as a text that only says where to go on; what may be seen is decided anew. */
export interface Cursor<T> {
  /** Makes `next` of a page; null for the last page. */
  write: (place: T | null) => string | null;
  /**
   * Reads what a client brings: null for the first page.
   * @throws Failure request/invalid for what was never handed out, or was for another list or an older form of it
   */
  read: (text: string | undefined) => T | null;
}

/**
 * The cursor of one list.
 * @param list names the list and the form of its places, such as `members.1`: another number where the form changes
 * @param place what says where a page ended
 */
export function createCursor<T>(list: string, place: z.ZodType<T>): Cursor<T> {
  const form = z.tuple([z.literal(list), place]);
  return {
    write: (at) =>
      at === null ? null : Buffer.from(JSON.stringify([list, at])).toString('base64url'),
    read: (text) => {
      if (text === undefined) return null;
      try {
        return form.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))[1];
      } catch (cause) {
        throw wrongCursor(cause);
      }
    },
  };
}

/** For a cursor of another list or another query. */
export function wrongCursor(cause?: unknown): Failure {
  const flaws = [{ field: 'query.cursor', message: 'must be `next` of an earlier page' }];
  return new Failure('request/invalid', { flaws, cause });
}
