/** What a run over a directory does to one person or one unit, or what it cannot do; in the order of lists. */
export const changeKinds = [
  'joins',
  'returns',
  'moves',
  'leaves',
  'fields',
  'units',
  'conflicts',
  'passed-over',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A unit that a change names. */
export interface NamedUnit {
  /** Its id at the source. */
  unit: string;
  name: string;
}

/** A field as the directory said it before, and as it says it now. */
export interface FieldSaid {
  field: string;
  before: string | null;
  after: string | null;
  /** False where another source is believed more: what people see of the person stays. */
  isSeen: boolean;
}

/** What happens to a unit. */
export interface UnitChange {
  what: 'new' | 'changed' | 'returns' | 'gone';
  name: { before: string | null; after: string | null };
  parent: { before: NamedUnit | null; after: NamedUnit | null };
}

/** What there is to say beyond who and what kind; parts that do not apply are left out. */
export interface ChangeDetail {
  /** Units that somebody was in, and will be in. */
  from?: NamedUnit[];
  to?: NamedUnit[];
  /** The directory does not list them at all any more. */
  isGone?: boolean;
  fields?: FieldSaid[];
  unit?: UnitChange;
  /** Who it may be, by id; the key that leads to them. */
  conflict?: { key: string; reason: string; candidates: string[] };
  problem?: { field: string | null; reason: string };
}

/** One line of what a run changes. */
export interface Change {
  kind: ChangeKind;
  /** The account or unit at the source, or the entry that was passed over. */
  subject: string;
  /** Null for units and entries. */
  personId: string | null;
  name: string;
  campusNumber: string | null;
  detail: ChangeDetail;
  /** Units by whose admins it may be seen, as it was and as it will be; nearest stored ones for new ones. */
  before: string[];
  after: string[];
}

export type ChangeCounts = Record<ChangeKind, number>;

/** What two lines have in common that say the same. People who are new have another id each time. */
const sameness = ({ kind, subject, detail }: Pick<Change, 'kind' | 'subject' | 'detail'>) =>
  JSON.stringify([kind, subject, detail]);

/** Whether `now` changes something that `shown` does not tell of; what only informs does not count. */
export function goesBeyond(
  now: readonly Change[],
  shown: readonly Pick<Change, 'kind' | 'subject' | 'detail'>[],
): boolean {
  const told = new Set(shown.map(sameness));
  return now.some(
    (change) =>
      change.kind !== 'conflicts' && change.kind !== 'passed-over' && !told.has(sameness(change)),
  );
}
