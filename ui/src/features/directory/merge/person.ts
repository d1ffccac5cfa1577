import {
  getIdentity,
  type Identity,
  type IdentityRecord,
  type SourceNamed,
} from '../../../../../bridge/src/features/directory/merge/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useLoad, type Loading } from '../../../kernel/requests.ts';
import { useMergeWords } from './words.ts';

/** One person with all that is said of them; loaded at once. */
export function useIdentity(personId: () => string): Loading<Identity> {
  const call = need(callKey);
  return useLoad((signal) => call(getIdentity, { params: { personId: personId() }, signal }));
}

/** The name of a source for people: what sort it is, and which where there are several. */
export function useSourceNames(): (source: SourceNamed) => string {
  const words = useMergeWords();
  return ({ kind, name }) => {
    const sort = words.te(`kinds.${kind}`) ? words.t(`kinds.${kind}`) : kind;
    return name === '' || name === kind ? sort : `${sort} (${name.replace(/^https?:\/\//u, '')})`;
  };
}

/** What one field is, who says so, and who says something else. */
export interface FieldRow {
  id: Identity['fields'][number]['field'];
  value: string | null;
  why: Identity['fields'][number]['why'];
  from: IdentityRecord | null;
  others: { record: IdentityRecord; value: string; isSame: boolean }[];
}

/** The fields of a person with what each source says. Pure. */
export const fieldRows = ({ fields, records }: Identity): FieldRow[] =>
  fields.map(({ field, value, recordId, why }) => ({
    id: field,
    value,
    why,
    from: records.find(({ id }) => id === recordId) ?? null,
    others: records.flatMap((record) => {
      const said = record.said[field];
      if (record.id === recordId || said === null) return [];
      return [{ record, value: said, isSame: said === value }];
    }),
  }));
