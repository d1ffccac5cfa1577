import type { Client, Entry } from 'ldapts';
import { Failure } from '../../kernel/failure.ts';
import { withConnection } from './connection.ts';
import type { FilledSettings } from './dialects.ts';
import { toFilter, type Since } from './filters.ts';
import { withWholeValues } from './ranges.ts';
import { readReferences } from './referrals.ts';
import type { Condition } from './settings.ts';

/** What is looked for below a base. */
export interface Search {
  base: string;
  /** Only the base itself; all below it too unless told. */
  scope?: 'base' | 'sub';
  where: readonly Condition[];
  since?: Since | undefined;
  attributes: readonly string[];
  /** Attributes that may have thousands of values. */
  long?: readonly string[];
}

/** A connection to the directory, signed in. */
export interface Directory {
  /** Every entry of a search, page by page, or a failure; never a part but for what stands in `references`. */
  search: (search: Search) => Promise<Entry[]>;
  references: References;
}

/** What the searches so far were told of other servers. */
export interface References {
  /** Addresses that were not followed: who is there was not read. */
  unread: Set<string>;
  /** Deps of the tree that were read at other servers. */
  followed: Set<string>;
}

/** Servers in a row that a reference may lead to. */
const deepest = 4;
/** Attributes that hold bytes rather than text. */
const binary = ['objectGUID', 'objectguid', 'invocationId'];

interface Session {
  client: Client;
  settings: FilledSettings;
  references: References;
  /** Told of every page how many entries it had. */
  read: (entries: number) => void;
  depth: number;
}

/**
 * Connects, signs in, lets `work` search, and hangs up. Fails as `withConnection` does, and with
 * directory/bad-answer (more entries than can be, half an attribute).
 * @param read told of every page how many entries it had
 */
export async function withDirectory<T>(
  settings: FilledSettings,
  work: (directory: Directory) => Promise<T>,
  read: (entries: number) => void = () => undefined,
): Promise<T> {
  const references = { unread: new Set<string>(), followed: new Set<string>() };
  return withConnection(settings, (client) =>
    work({
      search: (search) => searchAll({ client, settings, references, read, depth: 0 }, search),
      references,
    }),
  );
}

async function searchAll(
  session: Session,
  search: Search,
  visited: Set<string> = new Set(),
): Promise<Entry[]> {
  const { settings, references } = session;
  const most = settings.maxEntries ?? 200_000;
  const [entries, uris] = await searchHere(session, search, most);
  const { follow, unread } = readReferences(settings, search.base, uris);
  for (const uri of unread) references.unread.add(uri);
  for (const { url, base } of follow) {
    const part = `${url} ${base}`;
    if (session.depth >= deepest) references.unread.add(part);
    // Servers may refer to each other in a circle.
    if (session.depth >= deepest || visited.has(part)) continue;
    visited.add(part);
    references.followed.add(part);
    const there = { ...settings, url };
    const more = await withConnection(there, (client) => {
      const next = { ...session, client, settings: there, depth: session.depth + 1 };
      return searchAll(next, { ...search, base }, visited);
    });
    entries.push(...more);
  }
  return within(entries, most, search);
}

async function searchHere(
  { client, settings, read }: Session,
  search: Search,
  most: number,
): Promise<[Entry[], string[]]> {
  const entries: Entry[] = [];
  const references: string[] = [];
  const ask = async (dn: string, attribute: string) => {
    const options = { scope: 'base' as const, attributes: [attribute] };
    return (await client.search(dn, options)).searchEntries[0] ?? null;
  };
  for await (const page of pagesOf(client, settings, search)) {
    if (!client.isConnected)
      throw new Failure('directory/unavailable', { detail: 'The directory hung up.' });
    for (const entry of page.searchEntries) entries.push(await withWholeValues(entry, ask));
    references.push(...page.searchReferences);
    read(page.searchEntries.length);
    within(entries, most, search);
  }
  return [entries, references];
}

function pagesOf(client: Client, settings: FilledSettings, search: Search) {
  const range = `;range=0-${(settings.valuesAtOnce ?? 1500) - 1}`;
  const long = (search.long ?? []).map((name) => (settings.speaks.ranges ? name + range : name));
  return client.searchPaginated(search.base, {
    scope: search.scope ?? 'sub',
    filter: toFilter(search.where, search.since),
    attributes: [...new Set([...search.attributes, ...long])],
    explicitBufferAttributes: binary,
    timeLimit: Math.ceil((settings.timeoutMs ?? 30_000) / 1000),
    paged: { pageSize: settings.pageSize ?? 500 },
  });
}

function within(entries: Entry[], most: number, { base }: Search): Entry[] {
  if (entries.length <= most) return entries;
  throw new Failure('directory/bad-answer', { detail: `More than ${most} entries below ${base}.` });
}
