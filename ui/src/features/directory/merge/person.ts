import { shallowRef, type ShallowRef } from 'vue';
import {
  getIdentity,
  type Identity,
  type IdentityRecord,
  type SourceNamed,
} from '../../../../../bridge/src/features/directory/merge/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useIdentityWords } from './words.ts';

/** One person with all that is said of them; loaded at once. */
export function useIdentity(personId: () => string): {
  person: ShallowRef<Identity | null>;
  failure: ShallowRef<PanelFailure | null>;
  load: () => Promise<void>;
} {
  const call = need(callKey);
  const person = shallowRef<Identity | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  const load = async (): Promise<void> => {
    failure.value = null;
    try {
      person.value = await call(getIdentity, { params: { personId: personId() } });
    } catch (error) {
      failure.value = asFailure(error);
    }
  };
  void load();
  return { person, failure, load };
}

/** The name of a source for people: what sort it is, and which where there are several. */
export function useSourceNames(): (source: SourceNamed) => string {
  const words = useIdentityWords();
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
