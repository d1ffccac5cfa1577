import type { useAdminWords } from './words.ts';

/** The fields whose values are words of ours; in all others stands what somebody typed. */
const worded = new Set(['role', 'state', 'status', 'kind', 'suspended']);

/**
 * How the audit log says what was changed; what it has no words for is shown as it is kept.
 * @param unitName the name of a unit by its id; undefined for what is no unit that one may see
 */
export function auditValues(
  { t, te }: Pick<ReturnType<typeof useAdminWords>, 't' | 'te'>,
  unitName: (id: string) => string | undefined,
) {
  const wordOf = (key: string, otherwise: string): string => (te(key) ? t(key) : otherwise);
  const valueOf = (field: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((one) => valueOf(field, one)).join(', ');
    if (isCounted(value)) return t('changes.counted', value);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return worded.has(field) ? wordOf(`changes.values.${text}`, text) : (unitName(text) ?? text);
  };
  return { fieldOf: (field: string) => wordOf(`changes.fields.${field}`, field), valueOf };
}

interface Counted extends Record<string, unknown> {
  added: number;
  changed: number;
  removed: number;
}

const isCounted = (value: unknown): value is Counted =>
  typeof value === 'object' &&
  value !== null &&
  ['added', 'changed', 'removed'].every(
    (key) => typeof (value as Record<string, unknown>)[key] === 'number',
  );
