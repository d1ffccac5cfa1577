import type { BrowserPush, PushState } from '../../features/access/settings/ports.ts';

/** The service worker (ui/src/notifications-worker.ts). */
const workerPath = '/notifications.js';

const isPossible = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
const isFramed = (): boolean => window.self !== window.top;

const registration = async (): Promise<ServiceWorkerRegistration | undefined> =>
  navigator.serviceWorker.getRegistration('/');

/** Web Push of the browser that shows the panel. */
export const browserPush: BrowserPush = {
  async state(): Promise<PushState> {
    if (isFramed()) return 'framed';
    if (!isPossible()) return 'missing';
    if (Notification.permission === 'denied') return 'refused';
    const held = await (await registration())?.pushManager.getSubscription();
    return held && Notification.permission === 'granted' ? 'on' : 'off';
  },
  async subscribe(publicKey) {
    if ((await Notification.requestPermission()) !== 'granted') return null;
    await navigator.serviceWorker.register(workerPath, { scope: '/' });
    const ready = await navigator.serviceWorker.ready;
    const key = bytesOf(publicKey);
    const held = await ready.pushManager.getSubscription();
    // A subscription made with another key of the bridge gets no messages any more.
    const isOld = held && !isSame(held.options.applicationServerKey, key);
    if (isOld) await held.unsubscribe();
    const made =
      held && !isOld
        ? held
        : await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, expirationTime, keys } = made.toJSON();
    return {
      endpoint: endpoint ?? '',
      expirationTime: expirationTime ?? null,
      keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
    };
  },
  async unsubscribe() {
    const held = await (await registration())?.pushManager.getSubscription();
    if (!held) return null;
    await held.unsubscribe();
    return held.endpoint;
  },
};

/** base64url (RFC 4648, 5) as bytes. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const isSame = (held: ArrayBuffer | null, key: Uint8Array): boolean =>
  held !== null && new Uint8Array(held).toString() === key.toString();
