import { z } from 'zod';
import { endpoint, file, id, lines, moment, text, mediaTypes } from '../../../kernel/contract.ts';

/** What somebody is to the university. */
export const personKind = z.enum(['teacher', 'student', 'staff']);

export const fieldName = z.enum([
  'name',
  'kind',
  'campusNumber',
  'department',
  'email',
  'phone',
  'expiresOn',
]);
/** The most characters of a field, as they are kept. */
export const fieldLengths: Record<z.infer<typeof fieldName>, number> = {
  name: 100,
  kind: 40,
  campusNumber: 40,
  department: 255,
  email: 254,
  phone: 40,
  expiresOn: 40,
};

export const verdict = z.enum(['new', 'update', 'unchanged', 'conflict', 'error']);
export const batchState = z.enum([
  'judging',
  'preview',
  'waiting',
  'returned',
  'applying',
  'applied',
  'undone',
  'discarded',
]);

const column = z.int().min(0).max(99).nullable();

/** Why a row was not taken back when its sheet was undone. */
const kept = z.enum(['logged-in', 'newer-sheet', 'forgotten']);

export const batchShown = z.object({
  id,
  name: z.string(),
  state: batchState,
  submitter: z.string(),
  isMine: z.boolean(),
  form: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('xlsx'),
      /** What else the workbook holds; hidden rows and columns are not read. */
      sheet: z.string().optional(),
      otherSheets: z.array(z.string()).optional(),
      hiddenSheets: z.array(z.string()).optional(),
      hiddenColumns: z.array(z.object({ column: z.int(), text: z.string() })).optional(),
      hiddenRows: z.int().optional(),
      firstHiddenRows: z.array(z.int()).optional(),
    }),
    z.object({ kind: z.literal('csv'), encoding: z.string(), delimiter: z.string() }),
  ]),
  headings: z.array(z.string()),
  columns: z.record(fieldName, column),
  /** Required fields that no column holds. */
  missing: z.array(fieldName),
  total: z.int(),
  /**
   * How many rows the present work has done: of all while validating, of the new and the changed while applying, of
   * the new while mails are written.
   */
  done: z.int(),
  /** Applied, and mails to those who are new are still being written. */
  isWriting: z.boolean(),
  counts: z.record(verdict, z.int()),
  /** Of a sheet that was undone: rows that could not be taken back, the first hundred. */
  kept: z.array(z.object({ number: z.int(), name: z.string(), reason: kept })),
  /** Why the last work on it failed: a failure's code. */
  failure: z.string().nullable(),
  /** Why it was returned. */
  reason: z.string().nullable(),
  createdAt: moment,
  appliedAt: moment.nullable(),
});
export type BatchShown = z.infer<typeof batchShown>;

export const rowShown = z.object({
  number: z.int(),
  hidden: z.boolean(),
  /** As they stand, with what was typed over them. */
  values: z.record(fieldName, z.string()),
  /** As they were read; null where something is wrong with one of them. */
  read: z
    .object({
      name: z.string(),
      campusNumber: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
  verdict: verdict.nullable(),
  flaws: z.array(
    z.object({
      field: fieldName,
      value: z.string(),
      flaw: z.string(),
      otherRow: z.int().optional(),
    }),
  ),
  changes: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  conflict: z
    .object({
      reason: z.enum([
        'several-people',
        'other-person',
        'different-person',
        'elsewhere',
        'administrator',
        'login-key',
      ]),
      /** Names of those in the submitter's scope; of others only how many they are. */
      names: z.array(z.string()),
      others: z.int(),
    })
    .nullable(),
});
export type RowShown = z.infer<typeof rowShown>;

const path = '/api/admin/registration';
const byBatch = z.strictObject({ batchId: id });
const language = z.enum(['zh-CN', 'en']).default('zh-CN');
const form = z.enum(['xlsx', 'csv']).default('xlsx');

export const getTemplate = endpoint({
  id: 'getRegistrationTemplate',
  summary: 'An empty sheet with headers in both languages, drop-downs and explanations.',
  method: 'GET',
  path: `${path}/template`,
  who: 'person',
  query: z.strictObject({ form, language }),
  reply: file,
  download: [mediaTypes.xlsx, mediaTypes.csv],
});

export const uploadBatch = endpoint({
  id: 'uploadRegistrationBatch',
  summary: 'Submits a sheet (XLSX or CSV, its bytes as the body); it is validated, not applied.',
  method: 'POST',
  path: `${path}/batches`,
  who: 'person',
  query: z.strictObject({ name: text(255) }),
  upload: 20 * 1024 * 1024,
  reply: z.object({ id }),
});

export const listBatches = endpoint({
  id: 'listRegistrationBatches',
  summary: 'My sheets; all for a system admin. The latest first.',
  method: 'GET',
  path: `${path}/batches`,
  who: 'person',
  query: z.strictObject({ before: z.coerce.number().int().positive().optional() }),
  reply: z.object({ batches: z.array(batchShown), next: moment.nullable() }),
});

export const getBatch = endpoint({
  id: 'getRegistrationBatch',
  summary: 'A sheet: its state, columns, progress, and how many rows have each status.',
  method: 'GET',
  path: `${path}/batches/:batchId`,
  who: 'person',
  params: byBatch,
  reply: batchShown,
});

export const listRows = endpoint({
  id: 'listRegistrationRows',
  summary: 'Rows of a sheet with their statuses, in its order.',
  method: 'GET',
  path: `${path}/batches/:batchId/rows`,
  who: 'person',
  params: byBatch,
  query: z.strictObject({
    verdict: verdict.optional(),
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ rows: z.array(rowShown), next: z.int().nullable() }),
});

export const setColumns = endpoint({
  id: 'setRegistrationColumns',
  summary: 'Says by hand which column holds which field; the sheet is validated anew.',
  method: 'PUT',
  path: `${path}/batches/:batchId/columns`,
  who: 'person',
  params: byBatch,
  body: z.strictObject({ columns: z.partialRecord(fieldName, column) }),
  reply: z.object({}),
});

export const editCell = endpoint({
  id: 'editRegistrationCell',
  summary:
    'Types over a cell of the preview; the row, and those that share its keys, are validated anew.',
  method: 'PATCH',
  path: `${path}/batches/:batchId/rows/:number`,
  who: 'person',
  params: z.strictObject({ batchId: id, number: z.coerce.number().int().positive() }),
  body: z.strictObject({ field: fieldName, value: z.string().max(500) }),
  reply: rowShown,
});

const step = (name: string, summary: string) =>
  endpoint({
    id: `${name}RegistrationBatch`,
    summary,
    method: 'POST',
    path: `${path}/batches/:batchId/${name}`,
    who: 'person',
    params: byBatch,
    reply: z.object({ state: batchState }),
  });

export const submitBatch = step('submit', 'Applies all good rows, or hands them to a reviewer.');
export const approveBatch = step('approve', 'Applies a sheet that waits for review.');
export const undoBatch = step(
  'undo',
  'Takes back what a sheet changed, as far as that can be; rows that cannot are told with the sheet.',
);
export const discardBatch = step('discard', 'Throws a sheet away that was not applied.');

export const returnBatch = endpoint({
  id: 'returnRegistrationBatch',
  summary: 'Gives a sheet that waits for review back, with reasons.',
  method: 'POST',
  path: `${path}/batches/:batchId/return`,
  who: 'person',
  params: byBatch,
  body: z.strictObject({ reason: lines(1000) }),
  reply: z.object({ state: batchState }),
});

export const getResult = endpoint({
  id: 'getRegistrationResult',
  summary: 'The sheet as it was submitted, with a column for each row’s status.',
  method: 'GET',
  path: `${path}/batches/:batchId/result`,
  who: 'person',
  params: byBatch,
  query: z.strictObject({ form, language }),
  reply: file,
  download: [mediaTypes.xlsx, mediaTypes.csv],
});
