import { DomUtils, parseDocument } from 'htmlparser2';
import { newId } from '../../kernel/ids.ts';
import { openSocket, type OpenSocket } from '../../kernel/websocket.ts';

/** Prosody said no: at login (SASL) or to a stanza; its condition, such as `not-authorized`, and its words. */
export class XmppRefusal extends Error {
  readonly condition: string;
  constructor(condition: string, words: string) {
    super(words === '' ? condition : `${condition}: ${words}`);
    this.condition = condition;
  }
}

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** Where one connects, and as whom. */
export interface XmppPlace {
  /** `wss://…/xmpp-websocket`, as browsers use it. */
  serviceUrl: string;
  /** Where the page of the panel is from. */
  origin: string;
  domain: string;
  muc: string;
  focus: string;
  /** The room that the token is for; it goes into the address, as lib-jitsi-meet does it. */
  room: string;
  token?: string | undefined;
}

/** One connection of somebody who came in with a token (RFC 7395). Every wait ends when the connection does. */
export interface XmppSession {
  /** @throws XmppRefusal */
  iq: (payload: string, to?: { address?: string; type?: 'get' | 'set' }) => Promise<Element>;
  /** Asks the focus for a room, as lib-jitsi-meet does before it joins. @throws XmppRefusal */
  askFocus: (room: string) => Promise<void>;
  /** Joins a room; answers one's own presence there. @throws XmppRefusal */
  join: (room: string, nick: string) => Promise<Element>;
  /** Says that a request (iq) of somebody arrived. */
  confirm: (request: Element) => void;
  /** The next stanza that fits, of those that were not taken yet. */
  next: (fits: (stanza: Element) => boolean) => Promise<Element>;
  close: () => void;
}

/** Opens the websocket, presents the token and binds. @throws XmppRefusal where Prosody does not let in */
export async function openXmpp(place: XmppPlace): Promise<XmppSession> {
  const url = new URL(place.serviceUrl);
  url.searchParams.set('room', place.room);
  if (place.token !== undefined) url.searchParams.set('token', place.token);
  const socket = await openSocket(url.href, { origin: place.origin, protocol: 'xmpp' });
  try {
    await logIn(socket, place.domain);
    const session = sessionOf(socket, place);
    void sayWhatWeCan(socket);
    await session.iq("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    return session;
  } catch (error) {
    socket.close();
    throw error;
  }
}

async function logIn(socket: OpenSocket, domain: string): Promise<void> {
  const open = async () => {
    socket.send(
      `<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${attribute(domain)}' version='1.0'/>`,
    );
    await socket.next((text) => text.startsWith('<stream:features'));
  };
  await open();
  socket.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>");
  const answer = await socket.next((text) => /^<(?:success|failure)/u.test(text));
  if (answer.startsWith('<failure')) throw refusalIn(parsed(answer));
  await open();
}

/** What a browser with lib-jitsi-meet can, as far as a videobridge's ICE needs it (XEP-0030 names). */
const features = [
  'urn:xmpp:jingle:1',
  'urn:xmpp:jingle:apps:rtp:1',
  'urn:xmpp:jingle:apps:rtp:audio',
  'urn:xmpp:jingle:apps:rtp:video',
  'urn:xmpp:jingle:transports:ice-udp:1',
  'urn:xmpp:jingle:apps:dtls:0',
  'urn:ietf:rfc:5761',
  'urn:ietf:rfc:5888',
];

/**
 * Jicofo asks everybody who comes into a room what they can (disco#info), and calls nobody before they answered, or
 * fifteen seconds are over. Ends with the connection.
 */
async function sayWhatWeCan(socket: OpenSocket): Promise<void> {
  const disco = 'http://jabber.org/protocol/disco#info';
  const isQuestion = (text: string): boolean =>
    text.startsWith('<iq') && text.includes(disco) && parsed(text).attribs['type'] === 'get';
  try {
    for (;;) {
      const { attribs } = parsed(await socket.next(isQuestion));
      const [id, to] = [attribute(attribs['id'] ?? ''), attribute(attribs['from'] ?? '')];
      const all = features.map((name) => `<feature var='${name}'/>`).join('');
      socket.send(
        `<iq xmlns='jabber:client' type='result' id='${id}' to='${to}'><query xmlns='${disco}'><identity category='client' type='web'/>${all}</query></iq>`,
      );
    }
  } catch {
    // It was closed.
  }
}

function sessionOf(socket: OpenSocket, { muc, focus }: XmppPlace): XmppSession {
  const next: XmppSession['next'] = async (fits) =>
    parsed(await socket.next((text) => text.startsWith('<') && fits(parsed(text))));
  const answered = async (stanza: Promise<Element>): Promise<Element> => {
    const element = await stanza;
    if (element.attribs['type'] === 'error') throw refusalIn(element);
    return element;
  };
  const iq: XmppSession['iq'] = (payload, { address, type = 'set' } = {}) => {
    const id = newId();
    const answer = next(({ name, attribs }) => name === 'iq' && attribs['id'] === id);
    const to = address === undefined ? '' : ` to='${attribute(address)}'`;
    socket.send(`<iq xmlns='jabber:client' type='${type}' id='${id}'${to}>${payload}</iq>`);
    return answered(answer);
  };
  return {
    iq,
    next,
    confirm: ({ attribs }) => {
      const [id, to] = [attribute(attribs['id'] ?? ''), attribute(attribs['from'] ?? '')];
      socket.send(`<iq xmlns='jabber:client' type='result' id='${id}' to='${to}'/>`);
    },
    askFocus: async (room) => {
      const at = attribute(`${room}@${muc}`);
      await iq(
        `<conference xmlns='http://jitsi.org/protocol/focus' room='${at}' machine-uid='${newId()}'/>`,
        { address: focus },
      );
    },
    join: (room, nick) => {
      const at = `${room}@${muc}/${nick}`;
      const own = next((stanza) => isOwnPresence(stanza, at));
      socket.send(
        `<presence xmlns='jabber:client' to='${attribute(at)}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`,
      );
      return answered(own);
    },
    close: () => socket.close(),
  };
}

/** One's own presence has the status 110 (XEP-0045, 7.2.2). */
const isOwnPresence = (stanza: Element, at: string): boolean =>
  stanza.name === 'presence' &&
  (stanza.attribs['type'] === 'error' ||
    (stanza.attribs['from'] === at &&
      elementsIn(stanza, 'status').some(({ attribs }) => attribs['code'] === '110')));

/** Elements of a name, at whatever depth. */
export const elementsIn = (within: Element, name: string): Element[] =>
  DomUtils.getElementsByTagName(name, within.children);

function parsed(text: string): Element {
  const document = parseDocument(text, { xmlMode: true });
  const [element] = DomUtils.filter(DomUtils.isTag, document.children, false);
  if (element && DomUtils.isTag(element)) return element;
  throw new XmppRefusal('no-xml', '');
}

/** The error's condition is the first element of its namespace that is not its text (RFC 6120, 8.3.2). */
function refusalIn(stanza: Element): XmppRefusal {
  const within = stanza.name === 'failure' ? [stanza] : elementsIn(stanza, 'error');
  const conditions = within.flatMap(({ children }) => children.filter(DomUtils.isTag));
  const condition = conditions.find(({ name }) => name !== 'text')?.name ?? 'unknown';
  const text = conditions.find(({ name }) => name === 'text');
  return new XmppRefusal(condition, text ? DomUtils.textContent(text) : '');
}

/** A text as an attribute's value. */
export const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll("'", '&apos;').replaceAll('<', '&lt;');
