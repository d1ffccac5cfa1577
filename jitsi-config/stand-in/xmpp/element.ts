import { createElement, type Element } from 'ltx';

export type { Element };

type Attributes = Readonly<Record<string, string | number | undefined>>;
type Child = Element | string | null;

/** Makes an element; attributes that are undefined and children that are null are left out. */
export function xml(name: string, attributes: Attributes = {}, ...children: Child[]): Element {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  const attrs = Object.fromEntries(given) as Record<string, string>;
  return createElement(name, attrs, ...children.filter((child) => child !== null));
}

/** The child elements, without texts between them. */
export const elementsOf = (element: Element): Element[] =>
  element.children.filter((child): child is Element => typeof child !== 'string');

/** An attribute's value; empty when it is not there. */
export const attribute = ({ attrs }: Element, name: string): string =>
  (attrs as Record<string, string | undefined>)[name] ?? '';

/** A JID without its resource (RFC 7622 §3.1). */
export const bareOf = (jid: string): string => jid.split('/', 1)[0] ?? '';

/** The nickname, in a room's JID; empty where there is none. */
export const resourceOf = (jid: string): string =>
  jid.includes('/') ? jid.slice(jid.indexOf('/') + 1) : '';

/** Of a JID with or without a local part. */
export const domainOf = (jid: string): string => bareOf(jid).split('@').at(-1) ?? '';
