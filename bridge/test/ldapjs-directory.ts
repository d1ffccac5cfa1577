import type { AddressInfo, Server, Socket } from 'node:net';
import ldap from 'ldapjs';
import { dnKey } from '../src/adapters/ldap/names.ts';

/** An entry: attribute → value or values. */
export type LdapEntry = Record<string, string | string[] | Buffer>;

/** A small directory on ldapjs, for what a real one cannot be brought to do: hang up, be slow, lie. */
export interface LdapjsDirectory {
  url: string;
  bind: { dn: string; password: string };
  entries: Map<string, LdapEntry>;
  /** Called after each page; `hangUp` cuts the connection. */
  afterPage: (page: number, hangUp: () => void) => void;
  /** Milliseconds before a search is answered. */
  delay: number;
  /** Addresses of other servers, told with the last page of every search. */
  references: string[];
  /** What is shown of an entry, where that is more or less than the attributes that were asked for. */
  shows: (entry: LdapEntry, wanted: readonly string[]) => LdapEntry;
  stop: () => Promise<void>;
}

/** Starts it on a free port. Pages are cut as RFC 2696 says. */
export async function startLdapjsDirectory(
  entries: Readonly<Record<string, LdapEntry>>,
): Promise<LdapjsDirectory> {
  const server = ldap.createServer();
  const sockets = new Set<Socket>();
  const directory = {
    bind: { dn: 'cn=reader,dc=uni,dc=test', password: 'ldapjs-s3cret' },
    entries: new Map(Object.entries(entries)),
    afterPage: doNothing,
    delay: 0,
    references: [] as string[],
    shows: chosen,
  };
  server.bind('dc=uni,dc=test', (request: { credentials: string }, response: End, next: Next) => {
    if (request.credentials !== directory.bind.password)
      next(new ldap.InvalidCredentialsError() as unknown as Error);
    else {
      response.end();
      next();
    }
  });
  const search = (request: SearchRequest, response: SearchResponse, next: Next) => {
    sockets.add(request.connection);
    setTimeout(() => {
      answer(directory, request, response);
      next();
    }, directory.delay);
  };
  server.search('dc=uni,dc=test', search);
  // The root of the server itself, where it has one.
  server.search('', search);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = (server as unknown as { server: Server }).server.address() as AddressInfo;
  return Object.assign(directory, {
    url: `ldap://127.0.0.1:${port}`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

const doNothing: LdapjsDirectory['afterPage'] = () => undefined;

type Next = (error?: Error) => void;
interface End {
  end: () => void;
}
/** What is read of ldapjs' requests; its published types say nothing of them. */
interface SearchRequest {
  /** 0: the base alone (RFC 4511, 4.5.1.2). */
  scope: number;
  dn: { toString: () => string };
  attributes: string[];
  filter: { matches: (attributes: object) => boolean };
  controls: { type: string; value: { size: number; cookie: Buffer } }[];
  connection: Socket;
}
interface SearchResponse extends End {
  attributes: string[];
  send: (entry: { dn: string; attributes: LdapEntry } | object) => void;
  createSearchReference: (uris: string[]) => object;
  addControl: (control: object) => void;
}

const { PagedResultsControl } = ldap as unknown as {
  PagedResultsControl: new (options: { value: { size: number; cookie: Buffer } }) => object;
};

function chosen(entry: LdapEntry, wanted: readonly string[]): LdapEntry {
  const names = wanted.map((name) => name.toLowerCase());
  return Object.fromEntries(
    Object.entries(entry).filter(
      ([name]) => names.length === 0 || names.includes(name.toLowerCase()),
    ),
  );
}

const paged = '1.2.840.113556.1.4.319';

function isBelow(dn: string, base: string, scope: number): boolean {
  const name = dnKey(dn);
  return scope === 0 || base === '' ? name === base : name.endsWith(base);
}

function answer(
  directory: Pick<LdapjsDirectory, 'entries' | 'afterPage' | 'references' | 'shows'>,
  request: SearchRequest,
  response: SearchResponse,
): void {
  const base = dnKey(request.dn.toString());
  const found = [...directory.entries].filter(
    ([dn, attributes]) => isBelow(dn, base, request.scope) && request.filter.matches(attributes),
  );
  const control = request.controls.find(({ type }) => type === paged);
  const from = Number(control?.value.cookie.toString() ?? 0);
  const size = control?.value.size ?? found.length;
  // ldapjs compares the wanted names with lower-case ones: the choice is made here.
  response.attributes = ['*'];
  for (const [dn, entry] of found.slice(from, from + size)) {
    response.send({ dn, attributes: directory.shows(entry, request.attributes) });
  }
  if (from + size >= found.length && directory.references.length > 0) {
    for (const uri of directory.references) response.send(response.createSearchReference([uri]));
  }
  if (control) {
    const cookie = from + size < found.length ? Buffer.from(String(from + size)) : Buffer.alloc(0);
    response.addControl(new PagedResultsControl({ value: { size: found.length, cookie } }));
  }
  response.end();
  directory.afterPage(size === 0 ? 0 : Math.floor(from / size) + 1, () =>
    request.connection.destroy(),
  );
}
