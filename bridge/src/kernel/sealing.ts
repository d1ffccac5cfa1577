import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A column whose values are sealed, and the column that tells its rows apart. */
export interface SealedColumn {
  table: string;
  column: string;
  /** Column with the row's key: it never changes. */
  row: string;
}

/** Seals secrets that have to be read again, with a key of the deployment's own that is not in the database. */
export interface Sealing {
  /** What is kept of a secret; it opens in this column of this row only. */
  seal: (column: SealedColumn, row: string, text: string) => string;
  /** @throws UnsealableError for what was changed, moved from elsewhere, never sealed, or sealed with another key */
  open: (column: SealedColumn, row: string, kept: string) => string;
  /** True where nothing has to be done: sealed, and with the key that seals now. */
  isCurrent: (kept: string) => boolean;
  /** What values that are sealed with the present key begin with. */
  currentPrefix: string;
}

/** A kept value cannot be opened. Says where, never what. */
export class UnsealableError extends Error {
  constructor(at: Pick<SealedColumn, 'table' | 'column'>, why: string, cause?: unknown) {
    super(`${at.table}.${at.column}: ${why}`, { cause });
    this.name = 'UnsealableError';
  }
}

/** What every sealed value begins with. */
export const sealedPrefix = 'sealed:1:';

const ivBytes = 12;
const tagBytes = 16;

/** A key for one use, out of a secret with many (HKDF-SHA-256): keys of different uses tell nothing of each other. */
export const derivedKey = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', use, 32));

/**
 * @param secret seals and opens
 * @param former only open: those that were in use before
 */
export function createSealing(secret: string, former: readonly string[] = []): Sealing {
  const [present, ...others] = [secret, ...former].map((one) => ({
    id: derivedKey(one, 'campus-meet sealing id').subarray(0, 6).toString('hex'),
    key: derivedKey(one, 'campus-meet sealing'),
  }));
  if (!present) throw new Error('there is no key to seal with');
  const keys = new Map([present, ...others].map(({ id, key }) => [id, key]));
  const currentPrefix = `${sealedPrefix}${present.id}:`;
  return {
    currentPrefix,
    isCurrent: (kept) => kept.startsWith(currentPrefix),
    seal: (column, row, text) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', present.key, iv).setAAD(placeOf(column, row));
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
      return currentPrefix + Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open: (column, row, kept) => {
      if (!kept.startsWith(sealedPrefix)) throw new UnsealableError(column, 'is not sealed');
      const [id = '', body = ''] = kept.slice(sealedPrefix.length).split(':');
      const key = keys.get(id);
      if (!key) throw new UnsealableError(column, `is sealed with another key (${id})`);
      return decrypted(Buffer.from(body, 'base64url'), { key, column, row });
    },
  };
}

function decrypted(
  bytes: Buffer,
  { key, column, row }: { key: Buffer; column: SealedColumn; row: string },
): string {
  const end = bytes.length - tagBytes;
  if (end < ivBytes) throw new UnsealableError(column, 'was changed');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(placeOf(column, row)).setAuthTag(bytes.subarray(end));
    return (
      decipher.update(bytes.subarray(ivBytes, end), undefined, 'utf8') + decipher.final('utf8')
    );
  } catch (cause) {
    throw new UnsealableError(column, 'was changed, or moved here from elsewhere', cause);
  }
}

/** What a value is bound to: lengths and order are told apart by JSON. */
const placeOf = ({ table, column }: SealedColumn, row: string): Buffer =>
  Buffer.from(JSON.stringify([table, column, row]));
