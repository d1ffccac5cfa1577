import type { Migration } from '../src/kernel/database.ts';
import { migration as sessions } from './0001-sessions.ts';
import { migration as launches } from './0002-launches.ts';
import { migration as meetings } from './0006-meetings.ts';

/** Every step of the schema, in order; applied ones are never edited. */
export const migrations: readonly Migration[] = [sessions, launches, meetings];
