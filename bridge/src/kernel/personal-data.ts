/** The kinds of personal data that are kept: what a person is told of, and what a period is set for. */
export const dataKinds = [
  'identity',
  'login',
  'membership',
  'meeting',
  'attendance',
  'call',
  'message',
  'setting',
  'audit',
  'application',
  'registration',
  'technical',
] as const;
export type DataKind = (typeof dataKinds)[number];

/**
 * What a column says whose the row is by: a person's id; a participant's (a person's or a guest's); a
 * guest's; a mail address or a phone number; a campus number; or a text that may mention the person anywhere.
 */
export type Holds = 'person' | 'participant' | 'guest' | 'address' | 'campus-number' | 'text';

/** One step towards the table that names the person: `column` of the row before is `key` of this table. */
export interface Step {
  table: string;
  key: string;
  /** The column of this table that leads on: to the next step, or to the person. */
  column: string;
}

/** Something of somebody else's that the person knew, such as who called: shown to the person alone. */
export interface Known {
  /** What it is called in an export. */
  as: string;
  /** The column that holds it; of the table itself, or of `from`. */
  column: string;
  /** Another table, whose `key` is the column `by` of this one. */
  from?: { table: string; key: string; by: string };
}

/**
 * What erasure does with the rows. `delete`: they go. `keep`: they stay, because statistics or other people
 * need them; the column itself gets the person's pseudonym (unless `via` leads elsewhere, or `keep` says
 * what it becomes) and the columns named become what is said here. Of two that speak of the same rows, the
 * narrower one (`when`) stands first.
 */
export type Erasure =
  | 'delete'
  | {
      keep: Readonly<Record<string, string | number | boolean | null>>;
      /** A column that becomes the moment of the erasure where it is null. */
      stamp?: string;
    };

/**
 * What happens where two people turn out to be one. `move`: the rows become the survivor's, and go where the
 * survivor has one of the same key. `survivor`: only the survivor's own stay. `drop`: nothing goes over, both are made anew.
 * `stay`: they say what was done as whom, and go on saying so.
 */
export type Merging = 'move' | 'survivor' | 'drop' | 'stay';

/** What everybody has one of: of two people who turn out to be one, only the survivor's stays. */
export const oneEach = [
  'password',
  'personal-meeting-id',
  'ring-settings',
  'notice-settings',
] as const;
export type OneEach = (typeof oneEach)[number];

/**
 * One way in which a table holds something about a person. Stated by each feature in its `personal.ts`; merging
 * people, exporting what is kept about somebody and erasing it go by these lists and by nothing else.
 */
export interface PersonalData {
  table: string;
  /** The column that says whose a row is, or that leads there by `via`. */
  column: string;
  holds: Holds;
  via?: readonly Step[];
  /** Only rows with these values. */
  when?: Readonly<Record<string, string | null>>;
  kind: DataKind;
  /** The columns that an export shows; never a secret, nor its digest. Empty: nothing of it is shown. */
  shows: readonly string[];
  knows?: readonly Known[];
  erase: Erasure;
  merge: Merging;
  /** A unique column of the same rows that spells the person's id behind this; it goes over where it is free. */
  spelled?: { column: string; prefix: string };
  /** Everybody has one such row (of those that spell the id, where they do), and it is called so. */
  oneEach?: OneEach;
  /** Rows of which this column is null are still going on: they end as whose they are, and stay. */
  ends?: string;
  /** The column that says in which meeting it was: such rows can go with what is kept of one course. */
  meeting?: string;
}
