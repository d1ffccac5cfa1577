import { createHash, randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { attribute, elementsOf, xml, type Element } from './element.ts';
import { readStream } from './stream.ts';

export interface ComponentSettings {
  host: string;
  port: number;
  /** The component's own domain, and the secret that Prosody knows of it. */
  domain: string;
  secret: string;
}

export interface ComponentListener {
  stanza: (stanza: Element) => void;
  up: () => void;
  down: () => void;
}

const stanzaErrors = 'urn:ietf:params:xml:ns:xmpp-stanzas';
/** How long an answer may take, and how long to wait before the next try to connect (milliseconds). */
const patience = 15_000;
const pause = 300;

/** An XMPP component (XEP-0114): one connection to Prosody, made anew whenever it breaks. */
export class Component {
  readonly domain: string;
  readonly #settings: ComponentSettings;
  readonly #listener: ComponentListener;
  readonly #waiting = new Map<string, (answer: Element) => void>();
  #socket: Socket | null = null;
  #isUp = false;
  #isClosed = false;

  constructor(settings: ComponentSettings, listener: ComponentListener) {
    this.domain = settings.domain;
    this.#settings = settings;
    this.#listener = listener;
    this.#open();
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  send(stanza: Element): void {
    if (this.#isUp) this.#socket?.write(stanza.toString());
  }

  /** Sends an iq and waits for its answer, of type result or error; without one it is an error as well. */
  ask(to: { from: string; to: string }, payload: Element): Promise<Element> {
    const id = randomUUID();
    return new Promise((resolve) => {
      const none = setTimeout(() => {
        this.#waiting.delete(id);
        resolve(xml('iq', { type: 'error', id }));
      }, patience);
      this.#waiting.set(id, (answer) => {
        clearTimeout(none);
        resolve(answer);
      });
      this.send(xml('iq', { type: 'set', id, ...to }, payload));
    });
  }

  /** Answers an iq. */
  reply(iq: Element, payload: Element | null = null): void {
    this.send(xml('iq', { type: 'result', ...backTo(iq) }, payload));
  }

  /** Answers an iq with an error (RFC 6120 §8.3). */
  refuse(iq: Element, { type, condition, text }: Refusal): void {
    const words = text === undefined ? null : xml('text', { xmlns: stanzaErrors }, text);
    const error = xml('error', { type }, xml(condition, { xmlns: stanzaErrors }), words);
    this.send(xml('iq', { type: 'error', ...backTo(iq) }, error));
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.end('</stream:stream>');
    this.#socket?.destroySoon();
  }

  #open(): void {
    const { host, port, domain, secret } = this.#settings;
    const socket = connect(port, host).setEncoding('utf8');
    this.#socket = socket;
    const names = `xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'`;
    socket.on('connect', () => socket.write(`<stream:stream ${names} to='${domain}'>`));
    const read = readStream({
      open: (id) => {
        const digest = createHash('sha1').update(`${id}${secret}`).digest('hex');
        socket.write(`<handshake>${digest}</handshake>`);
      },
      element: (element) => this.#take(element),
      close: () => socket.end(),
    });
    socket.on('data', (text) => read(String(text)));
    socket.on('error', () => undefined);
    socket.on('close', () => this.#ended());
  }

  #ended(): void {
    if (this.#isUp) {
      this.#isUp = false;
      this.#listener.down();
    }
    if (!this.#isClosed) setTimeout(() => this.#open(), pause);
  }

  #take(element: Element): void {
    if (element.name === 'handshake') {
      this.#isUp = true;
      this.#listener.up();
      return;
    }
    const type = attribute(element, 'type');
    if (element.name !== 'iq' || (type !== 'result' && type !== 'error')) {
      if (element.name !== 'stream:error') this.#listener.stanza(element);
      return;
    }
    const id = attribute(element, 'id');
    this.#waiting.get(id)?.(element);
    this.#waiting.delete(id);
  }
}

export interface Refusal {
  type: 'auth' | 'cancel' | 'wait';
  condition: string;
  text?: string;
}

const backTo = (iq: Element) => ({
  from: attribute(iq, 'to'),
  to: attribute(iq, 'from'),
  id: attribute(iq, 'id'),
});

/** The first child of a stanza: what an iq is about. */
export const payloadOf = (stanza: Element): Element | undefined => elementsOf(stanza)[0];
