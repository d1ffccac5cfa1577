import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import ldap from 'ldapjs';
import type { Campus } from '../campus.ts';
import { normalDn, selectAttributes } from './entry.ts';
import { createPaging, type Paging } from './paging.ts';
import { rootDse, search, type SearchResult } from './search.ts';
import { personDn } from './tree.ts';
import {
  pagedControl,
  refusal,
  type BindRequest,
  type Next,
  type SearchRequest,
  type SearchResponse,
} from './wire.ts';

export interface DirectorySettings {
  campus: Campus;
  /** 0 takes a free port. */
  port: number;
  /** The service account that may read, for example `cn=bridge,dc=lakeside,dc=test`. */
  bindDn: string;
  bindPassword: string;
  /** Entries in one answer at most; 500 as in OpenLDAP when left out. */
  sizeLimit?: number;
}

export interface Directory {
  /** For example `ldap://127.0.0.1:8389`. */
  url: string;
  stop: () => Promise<void>;
}

/**
 * Starts the campus' directory (LDAPv3, RFC 4511) on 127.0.0.1: a stand-in made of the live campus, read only. The
 * service account and every person may sign in and search; without signing in, only the root DSE is told. Rejects with
 * the system's error when the port cannot be had.
 */
export async function startDirectory(settings: DirectorySettings): Promise<Directory> {
  const server = ldap.createServer();
  server.bind('', (request: BindRequest, response: { end: () => void }, next: Next) => {
    const refusal = refusalOf(settings, request);
    if (refusal === null) response.end();
    next(refusal ?? undefined);
  });
  server.search('', createSearchHandler(settings));
  const net = (server as unknown as { server: NetServer }).server;
  const sockets = new Set<Socket>();
  net.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  // From here on: a client that speaks no LDAP loses its connection, the directory goes on.
  server.removeAllListeners('error').on('error', () => undefined);
  return {
    url: `ldap://127.0.0.1:${(net.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        net.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Null when name and password fit; else the error to answer, the same for an unknown name and a wrong password. */
function refusalOf(settings: DirectorySettings, { dn, credentials }: BindRequest): object | null {
  if (credentials === '') return new ldap.UnwillingToPerformError('a name needs its password');
  const wanted = normalDn(dn.toString());
  return credentials === passwordOf(settings, wanted) ? null : new ldap.InvalidCredentialsError();
}

function passwordOf(
  { campus, bindDn, bindPassword }: DirectorySettings,
  dn: string,
): string | null {
  if (dn === normalDn(bindDn)) return bindPassword;
  const people = [...campus.people.values()];
  const person = people.find((one) => !one.deleted && normalDn(personDn(campus, one)) === dn);
  return person === undefined || person.suspended ? null : person.password;
}

function createSearchHandler({ campus, sizeLimit = 500 }: DirectorySettings) {
  const pagings = new WeakMap<Socket, Paging>();
  const pagingOf = (socket: Socket): Paging => {
    const paging = pagings.get(socket) ?? createPaging();
    pagings.set(socket, paging);
    return paging;
  };
  return (request: SearchRequest, response: SearchResponse, next: Next): void => {
    try {
      const result = isRootDse(request)
        ? { entries: [rootDse(campus)], paged: null, exceeded: false }
        : search(signedIn(request), {
            campus,
            limit: sizeLimit,
            paging: pagingOf(request.connection),
          });
      send(request, response, result);
      next();
    } catch (error) {
      next(refusal(error as object));
    }
  };
}

const isRootDse = ({ dn, scope }: SearchRequest): boolean => dn.toString() === '' && scope === 0;

function signedIn(request: SearchRequest): SearchRequest {
  if (request.connection.ldap.bindDN.toString() !== 'cn=anonymous') return request;
  throw refusal(new ldap.InsufficientAccessRightsError('sign in first'));
}

function send(request: SearchRequest, response: SearchResponse, result: SearchResult): void {
  // Clients read the root DSE without asking for `+`.
  const asked = isRootDse(request) ? ['*', '+'] : request.attributes;
  // The attributes are chosen here: ldapjs does not know operational ones.
  response.attributes = [];
  for (const entry of result.entries) {
    response.send({ dn: entry.dn, attributes: selectAttributes(entry, asked) }, true);
  }
  if (result.exceeded) throw refusal(new ldap.SizeLimitExceededError());
  if (result.paged !== null) response.addControl(pagedControl(result.paged));
  response.end();
}
