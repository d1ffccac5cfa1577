/**
 * The least XMPP client that the tests need: RFC 7395 over Node's own WebSocket. One frame is one
 * stanza, kept and matched as text.
 */
import { patience } from '../../../bridge/test/becomes.ts';

/** Prosody said no: at login (SASL) or to a stanza. */
export class XmppRefusal extends Error {
  readonly condition: string;
  readonly text: string;

  constructor(stanza: string) {
    const condition = /<([a-z-]+)(?: xmlns='urn:ietf:params:xml:ns:xmpp-(?:stanzas|sasl)')?\/>/u;
    const matched = condition.exec(stanza)?.[1] ?? 'unknown';
    const text = decode(/<text[^>]*>([^<]*)<\/text>/u.exec(stanza)?.[1] ?? '');
    super(`${matched}: ${text}`);
    this.condition = matched;
    this.text = text;
  }
}

interface Waiter {
  wanted: (stanza: string) => boolean;
  take: (stanza: string) => void;
}

export interface Address {
  httpUrl: string;
  domain: string;
  room: string;
  /** Left out of the address when undefined. */
  token?: string | undefined;
}

let counter = 0;
const nextId = () => `t${++counter}`;

export class XmppClient {
  readonly #socket: WebSocket;
  readonly #address: Address;
  readonly #waiters = new Set<Waiter>();
  /** Every stanza that came, oldest first. */
  readonly received: string[] = [];
  jid = '';

  private constructor(socket: WebSocket, address: Address) {
    this.#socket = socket;
    this.#address = address;
    socket.addEventListener('message', ({ data }) => this.#take(String(data)));
  }

  /** Opens the websocket, presents the token and binds. @throws XmppRefusal */
  static async connect(address: Address): Promise<XmppClient> {
    const url = new URL('/xmpp-websocket', address.httpUrl.replace('http', 'ws'));
    url.searchParams.set('room', address.room);
    if (address.token !== undefined) url.searchParams.set('token', address.token);
    const socket = new WebSocket(url, 'xmpp');
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`no websocket at ${url.host}`)));
    });
    const client = new XmppClient(socket, address);
    await client.#login().catch((error: unknown) => {
      client.close();
      throw error;
    });
    return client;
  }

  async #login(): Promise<void> {
    await this.#open();
    this.send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>`);
    const answer = await this.next((stanza) => /^<(success|failure)/u.test(stanza));
    if (answer.startsWith('<failure')) throw new XmppRefusal(answer);
    await this.#open();
    const bound = await this.iq(`<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>`);
    this.jid = /<jid>([^<]+)<\/jid>/u.exec(bound)?.[1] ?? '';
  }

  async #open(): Promise<void> {
    const features = this.next((stanza) => stanza.startsWith('<stream:features'));
    const { domain } = this.#address;
    this.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${domain}' version='1.0'/>`);
    await features;
  }

  /** Asks the focus for the room, as lib-jitsi-meet does before it joins. @throws XmppRefusal */
  async askFocus(room = this.#address.room): Promise<string> {
    const jid = `${room}@conference.${this.#address.domain}`;
    const xmlns = 'http://jitsi.org/protocol/focus';
    return this.iq(
      `<conference xmlns='${xmlns}' room='${jid}' machine-uid='x'/>`,
      `focus.${this.#address.domain}`,
    );
  }

  /** Joins and returns one's own presence. @throws XmppRefusal */
  async join(nick: string, { room = this.#address.room, payload = '' } = {}): Promise<string> {
    const place = `${room}@conference.${this.#address.domain}/${nick}`;
    const answer = this.next(
      (stanza) =>
        stanza.startsWith('<presence') &&
        stanza.includes(`/${nick}'`) &&
        (stanza.includes(`code='110'`) || stanza.includes(`type='error'`)),
    );
    this.send(
      `<presence to='${place}'><x xmlns='http://jabber.org/protocol/muc'/>${payload}</presence>`,
    );
    const presence = await answer;
    if (presence.includes(`type='error'`)) throw new XmppRefusal(presence);
    return presence;
  }

  /** @throws XmppRefusal when the answer is an error */
  async iq(payload: string, to?: string, type: 'set' | 'get' = 'set'): Promise<string> {
    const id = nextId();
    const answer = this.next((stanza) => stanza.startsWith('<iq') && stanza.includes(`id='${id}'`));
    this.send(`<iq type='${type}' id='${id}'${to ? ` to='${to}'` : ''}>${payload}</iq>`);
    const stanza = await answer;
    if (stanza.includes(`type='error'`)) throw new XmppRefusal(stanza);
    return stanza;
  }

  /** The next stanza that is wanted; those that came before do not count. */
  next(wanted: (stanza: string) => boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        wanted,
        take: (stanza) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(stanza);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error(`no such stanza; the last was ${this.received.at(-1) ?? 'none'}`));
      }, patience);
      this.#waiters.add(waiter);
    });
  }

  send(xml: string): void {
    // RFC 7395 §3.3.3: the default namespace stands on every stanza.
    const stanza = /^<(presence|iq|message)/u;
    this.#socket.send(xml.replace(stanza, `<$1 xmlns='jabber:client'`));
  }

  /** Breaks the connection without a word, as a laptop that is shut does. */
  close(): void {
    this.#socket.close();
  }

  #take(stanza: string): void {
    this.received.push(stanza);
    for (const waiter of this.#waiters) {
      if (waiter.wanted(stanza)) waiter.take(stanza);
    }
  }
}

function decode(text: string): string {
  return text.replaceAll('&apos;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
