import type { Socket } from 'node:net';
import ldap from 'ldapjs';
import type { WireFilter } from './filter.ts';

/** Value of the paged results control (RFC 2696). */
export interface PagedValue {
  size: number;
  cookie: Buffer;
}

interface Name {
  toString: () => string;
}

/** A client's connection as ldapjs keeps it; `cn=anonymous` until somebody signs in. */
export type Connection = Socket & { ldap: { bindDN: Name } };

/** What this server reads of ldapjs' requests; its published types say nothing of them. */
export interface BindRequest {
  dn: Name;
  credentials: string;
  connection: Connection;
}

export interface SearchRequest {
  dn: Name;
  scope: number;
  /** 0 = no limit. */
  sizeLimit: number;
  attributes: string[];
  filter: WireFilter;
  controls: { type: string; value: PagedValue }[];
  connection: Connection;
}

export interface SearchResponse {
  attributes: string[];
  addControl: (control: object) => void;
  send: (entry: { dn: string; attributes: Record<string, string[]> }, unfiltered: boolean) => void;
  end: () => void;
}

/** ldapjs' way to go on: with an error it answers that error. */
export type Next = (error?: object) => void;

/** The control of an answer. */
export function pagedControl(value: PagedValue): object {
  const { PagedResultsControl } = ldap as unknown as {
    PagedResultsControl: new (options: { value: PagedValue }) => object;
  };
  return new PagedResultsControl({ value });
}

/** ldapjs' errors are errors, which its published types do not say. */
export const refusal = (error: object): Error => error as Error;
