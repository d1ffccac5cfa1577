/**
 * The service worker: shows what the bridge pushes while no panel is open, and opens the panel when it is
 * clicked. It caches nothing. Built as one file without imports, so that every browser takes it.
 */
import type { PushPayload } from '../../bridge/src/features/notifications/sending/contract.ts';

/** What there is of a service worker's world here; TypeScript's own library of it does not go with the page's. */
interface WorkerScope {
  addEventListener(type: 'push', listener: (event: PushHappened) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Clicked) => void): void;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  skipWaiting(): Promise<void>;
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<WindowOfOurs[]>;
    openWindow(url: string): Promise<unknown>;
  };
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface PushHappened extends Lasting {
  data: { text(): string } | null;
}
interface Clicked extends Lasting {
  notification: Notification;
}
interface WindowOfOurs {
  url: string;
  focus(): Promise<unknown>;
}

const scope = self as unknown as WorkerScope;

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener('push', (event) => event.waitUntil(show(event.data?.text() ?? '')));
scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  event.waitUntil(open(new URL(url, self.location.href)));
});

async function show(text: string): Promise<void> {
  const told = read(text);
  if (!told) return;
  // What is late is shown as well, quietly: a browser takes the right to push away from who shows nothing.
  const isCall = told.kind === 'call' && Date.now() < told.expiresAt;
  await scope.registration.showNotification(told.title, {
    body: told.body,
    tag: told.tag,
    icon: '/icons/icon.svg',
    requireInteraction: isCall,
    data: { url: told.url },
  });
}

function read(text: string): PushPayload | null {
  try {
    return JSON.parse(text) as PushPayload;
  } catch {
    return null;
  }
}

/** Only pages of this bridge are opened, whatever the message said. A page that is there is used again. */
async function open(url: URL): Promise<void> {
  if (url.origin !== self.location.origin) return;
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = pages.find((page) => new URL(page.url).pathname === url.pathname);
  await (there ? there.focus() : scope.clients.openWindow(url.href));
}
