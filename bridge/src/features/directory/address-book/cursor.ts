import { z } from 'zod';
import { createCursor } from '../../../kernel/cursor.ts';

const seq = z.int().nonnegative();
/** A class of terms (`termClass`). */
const rank = z.literal([0, 1, 2, 3, 4, 5, 6, 7]);

/**
 * Where a page ended. `sorted`: in a list by name; `near`: among all matches, or the reader's own people
 * only, by how near and how well they match; `rest`: among all others, by what the `word` of the query found.
 */
const position = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('sorted'), key: z.string().max(200), seq }),
  z.strictObject({
    at: z.literal('near'),
    nearness: z.literal([0, 1, 2]),
    class: rank,
    term: z.string().max(200),
    seq,
  }),
  z.strictObject({
    at: z.literal('rest'),
    word: z.int().min(0).max(10),
    class: rank,
    term: z.string().max(200),
    seq,
  }),
]);
export type Position = z.infer<typeof position>;
export type SortedPosition = Extract<Position, { at: 'sorted' }>;
export type NearPosition = Extract<Position, { at: 'near' }>;
export type RestPosition = Extract<Position, { at: 'rest' }>;

export const cursor = createCursor('address-book.1', position);
