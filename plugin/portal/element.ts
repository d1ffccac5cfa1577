import { messageSource, type PanelMessage, type PanelWords } from './contract.ts';

/** Where the bridge is: this script is loaded from there. */
const bridge = new URL(import.meta.url).origin;

/** What a frame must be passed for a meeting to run in place. */
const everything = [
  'camera',
  'microphone',
  'display-capture',
  'autoplay',
  'fullscreen',
  'clipboard-write',
  'screen-wake-lock',
  'speaker-selection',
  'picture-in-picture',
];
/** The ringer sounds, and opens meetings in a tab: a small corner of a page is no place for one. */
const soundOnly = ['autoplay'];

const smallest = 160;
const highest = 4_000;
const panels = ['course', 'home', 'ringer'];

/**
 * `<campus-meet panel="course" course="CS101" launch="/campus-meet/token">`: the panel on a page of the portal.
 * `launch` is an address of the portal that answers `{"token": "…"}` to its signed-in person; `token` gives a
 * token at once instead, which is good for one showing. `lang` is the language until the person's is known. Events: campus-meet:ready, :live, :ringing, :joined, :left,
 * :ended, :refused, each with `detail`, all bubbling.
 */
class CampusMeet extends HTMLElement {
  static readonly observedAttributes = ['panel', 'course', 'token', 'launch'];
  #frame: HTMLIFrameElement | null = null;
  #showing = 0;

  connectedCallback(): void {
    window.addEventListener('message', this.#hear);
    this.#show();
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.#hear);
    this.#showing += 1;
    this.#frame?.remove();
    this.#frame = null;
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) this.#show();
  }

  get #panel(): string {
    const asked = this.getAttribute('panel') ?? 'home';
    return panels.includes(asked) ? asked : 'home';
  }

  /** Launches anew; of several changes at once the last one counts. */
  #show(): void {
    this.#showing += 1;
    const mine = this.#showing;
    void this.#token().then((token) => {
      if (mine !== this.#showing) return;
      if (token === null) this.#tell('refused', { code: 'portal/no-token' });
      else this.#open(token);
    });
  }

  /** A token by attribute, or a fresh one from the portal's own server; null where there is none. */
  async #token(): Promise<string | null> {
    const given = this.getAttribute('token');
    const address = this.getAttribute('launch');
    if (address === null) return given;
    try {
      const answer = await fetch(address, { headers: { accept: 'application/json' } });
      const said: unknown = answer.ok ? await answer.json() : null;
      const token = typeof said === 'object' && said !== null && 'token' in said && said.token;
      return typeof token === 'string' ? token : null;
    } catch {
      return null;
    }
  }

  #open(token: string): void {
    const panel = this.#panel;
    const course = this.getAttribute('course');
    // In the fragment the token reaches neither logs nor proxies.
    const fragment = new URLSearchParams({ token, panel, origin: window.location.origin });
    if (course !== null) fragment.set('course', course);
    const frame = document.createElement('iframe');
    const features = panel === 'ringer' ? soundOnly : everything;
    frame.allow = features.map((feature) => `${feature} ${bridge}`).join('; ');
    frame.title = this.getAttribute('title') ?? 'Campus Meet';
    frame.referrerPolicy = 'no-referrer';
    Object.assign(frame.style, { border: '0', inlineSize: '100%', blockSize: '100%' });
    frame.src = `${bridge}/portal?lang=${encodeURIComponent(this.lang)}#${fragment.toString()}`;
    this.#dress(panel === 'ringer' ? 0 : 320);
    this.replaceChildren(frame);
    this.#frame = frame;
  }

  #dress(height: number | null): void {
    this.style.display = 'block';
    if (this.#panel === 'ringer') {
      this.#dressRinger(height !== 0);
      return;
    }
    const wanted = height === null ? '' : `${Math.min(highest, Math.max(smallest, height))}px`;
    this.style.blockSize = wanted || 'min(80vh, 800px)';
    // A meeting's buttons stand at its bottom: below what the browser shows nobody would find them.
    if (height === null) this.scrollIntoView({ block: 'nearest' });
  }

  /** A corner of the page while somebody calls; else there, but not seen: what is hidden away hears nothing. */
  #dressRinger(rings: boolean): void {
    Object.assign(this.style, {
      position: 'fixed',
      insetBlockEnd: '0',
      insetInlineEnd: '0',
      zIndex: '2147483000',
      inlineSize: rings ? 'min(420px, 100vw)' : '1px',
      blockSize: rings ? 'min(520px, 100vh)' : '1px',
      opacity: rings ? '1' : '0',
      // The page around it may be as white as the panel is.
      boxShadow: rings ? '0 0 0 1px rgb(0 0 0 / 15%), 0 4px 32px rgb(0 0 0 / 35%)' : 'none',
      pointerEvents: rings ? 'auto' : 'none',
    });
    this.#frame?.setAttribute('tabindex', rings ? '0' : '-1');
  }

  readonly #hear = (message: MessageEvent<unknown>): void => {
    if (message.origin !== bridge || !this.#frame) return;
    if (message.source !== this.#frame.contentWindow) return;
    const said = message.data as Partial<PanelMessage> | null;
    if (said?.source !== messageSource) return;
    this.#take(said as PanelMessage);
  };

  #take(said: PanelMessage): void {
    if (said.event === 'size') {
      if (this.#panel !== 'ringer') this.#dress(said.detail.height);
      return;
    }
    if (said.event === 'ringing' && this.#panel === 'ringer') {
      this.#dressRinger(said.detail.shown);
    }
    this.#tell(said.event, said.detail);
  }

  #tell<E extends keyof PanelWords>(event: E, detail: PanelWords[E]): void {
    this.dispatchEvent(
      new CustomEvent(`campus-meet:${event}`, { detail, bubbles: true, composed: true }),
    );
  }
}

// Two scripts on one page are one element.
if (!customElements.get('campus-meet')) customElements.define('campus-meet', CampusMeet);
