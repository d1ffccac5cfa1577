/** The part of a better-sqlite3 connection that is changed here. */
export interface PreparingConnection {
  prepare: (sql: string) => object;
}

/** So many statements are kept; of more, the one that was used longest ago is prepared anew. */
const most = 500;

/**
 * Keeps the statements that a connection has prepared: to compile SQL and the function that makes rows of its answers
 * takes longer than most statements themselves. Whatever changes the schema lets all of them go.
 */
export function keepStatements(connection: PreparingConnection): void {
  const kept = new Map<string, object>();
  const prepare = connection.prepare.bind(connection);
  connection.prepare = (sql) => {
    if (!isKept.test(sql)) {
      if (!isTransaction.test(sql)) kept.clear();
      return prepare(sql);
    }
    const statement = kept.get(sql) ?? prepare(sql);
    kept.delete(sql);
    kept.set(sql, statement);
    if (kept.size > most) kept.delete(kept.keys().next().value ?? '');
    return statement;
  };
}

const isKept = /^(?:select|insert|update|delete|with)\b/iu;
const isTransaction = /^(?:begin|commit|rollback|savepoint|release)\b/iu;
