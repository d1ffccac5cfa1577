import type { PersonalData, Step } from '../../kernel/personal-data.ts';
import type { Retention } from '../../kernel/retention.ts';

const unnamedSubject = { subject_name: '', before: 'null', after: 'null', search: '' };

const ofApplication = (column: string): Step[] => [{ table: 'applications', key: 'id', column }];

/** What somebody did, and what was done to them: the deed stays, the name does not. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'audit_entries',
    column: 'actor_id',
    holds: 'person',
    kind: 'audit',
    shows: ['at', 'action', 'subject_kind'],
    erase: { keep: { actor_name: '', search: '' } },
    merge: 'stay',
  },
  {
    table: 'audit_entries',
    column: 'subject_id',
    holds: 'person',
    kind: 'audit',
    shows: ['at', 'action', 'before', 'after'],
    erase: { keep: unnamedSubject },
    merge: 'move',
  },
  {
    table: 'audit_entries',
    column: 'subject_id',
    holds: 'person',
    via: ofApplication('person_id'),
    kind: 'audit',
    shows: ['at', 'action', 'before', 'after'],
    erase: { keep: unnamedSubject },
    merge: 'survivor',
  },
  {
    table: 'audit_entries',
    column: 'subject_id',
    holds: 'address',
    via: ofApplication('email'),
    kind: 'audit',
    shows: [],
    erase: { keep: unnamedSubject },
    merge: 'survivor',
  },
];

/** The audit log is kept for as long as somebody may ask who did what. */
export const retention: readonly Retention[] = [
  {
    name: 'audit',
    kind: 'audit',
    days: 1095,
    least: 180,
    most: 3650,
    targets: [{ table: 'audit_entries', key: ['seq'], since: 'at', then: 'delete' }],
  },
];
