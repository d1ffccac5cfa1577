import { detailNames, noDetails } from '../details-contract.ts';
import type { PersonalData, Step } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';
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
      ...['kind', 'title', ...detailNames, 'number', 'scope', 'lobby', 'starts_at', 'timezone'],
      ...['duration_minutes', 'weekly_until', 'cancelled_at', 'created_at'],
    ],
    erase: {
      keep: { title: '', ...noDetails, unique_key: null, guest_password: null },
      stamp: 'cancelled_at',
    },
    merge: 'move',
    spelled: { column: 'unique_key', prefix: personalKey('') },
    oneEach: 'personal-meeting-id',
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

/** Meeting rooms, invitations, and how somebody was admitted. */
export const personalData: readonly PersonalData[] = [...own, ...elsewhere];

/** Admissions, guests, and names on links that lead nowhere any more. */
export const retention: readonly Retention[] = [
  {
    name: 'admissions',
    kind: 'attendance',
    days: 180,
    least: 30,
    most: 3650,
    targets: [
      {
        table: 'admissions',
        key: ['series_id', 'participant_id', 'door'],
        since: 'passed_at',
        then: 'delete',
      },
    ],
  },
  {
    name: 'arrivals',
    kind: 'attendance',
    days: 180,
    least: 7,
    most: 3650,
    targets: [
      {
        table: 'arrivals',
        key: ['meeting_id', 'participant_id'],
        since: 'ended_at',
        of: { table: 'meetings', key: 'id', by: 'meeting_id' },
        then: 'delete',
      },
    ],
  },
  {
    name: 'bans',
    kind: 'meeting',
    days: 730,
    least: 30,
    most: 3650,
    targets: [
      {
        table: 'series_bans',
        key: ['series_id', 'participant_id'],
        since: 'banned_at',
        then: 'delete',
      },
    ],
  },
  {
    name: 'links',
    kind: 'meeting',
    days: 90,
    least: 7,
    most: 3650,
    targets: (['expires_at', 'revoked_at'] as const).map((since) => ({
      table: 'meeting_links',
      key: ['id'],
      since,
      then: { mark: 'guest_name', blank: { guest_name: null } },
    })),
  },
  {
    name: 'guests',
    kind: 'identity',
    days: 180,
    least: 7,
    most: 3650,
    targets: [
      {
        table: 'guests',
        key: ['id'],
        since: 'created_at',
        // A guest who may still come back keeps the name.
        without: { table: 'sessions', column: 'person_id', is: 'id' },
        then: 'delete',
      },
    ],
  },
];
