import type { PersonalData, Step } from '../../kernel/personal-data.ts';
import { personalKey } from './series.ts';

const series = {
  as: 'series',
  column: 'title',
  from: { table: 'meeting_series', key: 'id', by: 'series_id' },
};

const ofOwnSeries: Step = { table: 'meeting_series', key: 'id', column: 'owner_person_id' };

/** Somebody's own meeting room and series: it closes with its owner. */
const own: readonly PersonalData[] = [
  {
    table: 'meeting_series',
    column: 'owner_person_id',
    holds: 'person',
    kind: 'meeting',
    shows: [
      ...['kind', 'title', 'number', 'scope', 'lobby', 'starts_at', 'timezone'],
      ...['duration_minutes', 'weekly_until', 'cancelled_at', 'created_at'],
    ],
    erase: {
      keep: { title: '', unique_key: null, guest_password: null },
      stamp: 'cancelled_at',
    },
    merge: 'move',
    spelled: { column: 'unique_key', prefix: personalKey('') },
  },
  {
    table: 'meeting_links',
    column: 'series_id',
    holds: 'person',
    via: [ofOwnSeries],
    kind: 'meeting',
    shows: ['guest_name', 'role', 'created_at', 'expires_at', 'revoked_at', 'used'],
    erase: { keep: { guest_name: null }, stamp: 'revoked_at' },
    merge: 'move',
  },
  {
    table: 'meeting_link_tokens',
    column: 'link_id',
    holds: 'person',
    via: [{ table: 'meeting_links', key: 'id', column: 'series_id' }, ofOwnSeries],
    kind: 'technical',
    shows: [],
    erase: 'delete',
    merge: 'move',
  },
];

/** What somebody is in series of others. */
const elsewhere: readonly PersonalData[] = [
  {
    table: 'series_co_hosts',
    column: 'participant_id',
    holds: 'participant',
    kind: 'meeting',
    shows: ['made_at'],
    knows: [series],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'series_invited',
    column: 'person_id',
    holds: 'person',
    kind: 'meeting',
    shows: ['invited_at'],
    knows: [series],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'series_bans',
    column: 'participant_id',
    holds: 'participant',
    kind: 'meeting',
    shows: ['name', 'banned_at'],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'guests',
    column: 'id',
    holds: 'guest',
    kind: 'identity',
    shows: ['name', 'created_at'],
    knows: [series],
    erase: 'delete',
    merge: 'survivor',
  },
  {
    table: 'admissions',
    column: 'participant_id',
    holds: 'participant',
    kind: 'attendance',
    shows: ['door', 'passed_at'],
    knows: [series],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'arrivals',
    column: 'participant_id',
    holds: 'participant',
    kind: 'attendance',
    shows: ['name', 'door', 'state', 'since', 'changed_at'],
    erase: 'delete',
    merge: 'move',
  },
];

/** Meeting rooms, invitations, and doors that somebody came through. */
export const personalData: readonly PersonalData[] = [...own, ...elsewhere];
