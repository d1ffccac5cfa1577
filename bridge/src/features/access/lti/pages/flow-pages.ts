import type { PageReply } from '../../../../kernel/route.ts';
import type { Begun } from '../begin.ts';
import { bindingName, type Login } from '../login.ts';
import { originsOf } from '../platforms.ts';
import type { Platform } from '../ports.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import { closeScript, fetchScript, storeScript, submitScript } from './scripts.ts';
import type { Words } from './words.ts';

const storageData = (platform: Platform, login: Login) => ({
  origin: new URL(platform.authUrl).origin,
  target: login.storageTarget ?? '_parent',
  key: bindingName(login),
});

/** Has the platform's storage keep the binding before going on to authentication. */
export const storePage = (words: Words, { platform, login, binding, next }: Begun): PageReply =>
  page({
    words,
    title: words.wait,
    main: html`<noscript
      ><p><a href="${next}">${words.goOn}</a></p></noscript
    >`,
    script: storeScript,
    data: { ...storageData(platform, login), value: binding, next },
    framedBy: originsOf(platform),
  });

/** Fetches the binding from the platform's storage and sends the same launch again, with it. */
export const fetchPage = (
  words: Words,
  { platform, login }: { platform: Platform; login: Login },
  launch: { url: string; state: string; idToken: string },
): PageReply =>
  page({
    words,
    title: words.wait,
    main: html`<form method="post" action="${launch.url}">
      <input type="hidden" name="state" value="${launch.state}" />
      <input type="hidden" name="id_token" value="${launch.idToken}" />
      <input type="hidden" name="storage_binding" value="" />
      <noscript><button>${words.goOn}</button></noscript>
    </form>`,
    script: fetchScript,
    data: storageData(platform, login),
    framedBy: originsOf(platform),
  });

/** Sends a signed deep linking response back to the platform. */
export const answerPage = (
  words: Words,
  platform: Platform,
  { returnUrl, jwt }: { returnUrl: string; jwt: string },
): PageReply =>
  page({
    words,
    title: words.wait,
    main: html`<form method="post" action="${returnUrl}">
      <input type="hidden" name="JWT" value="${jwt}" />
      <noscript><button>${words.goOn}</button></noscript>
    </form>`,
    script: submitScript,
    framedBy: originsOf(platform),
    sendsTo: [...originsOf(platform), new URL(returnUrl).origin],
  });

/** Tells the administrator what is left to do, and the platform that registration is over. */
export const registeredPage = (words: Words, platform: Platform): PageReply =>
  page({
    words,
    title: words.registered.title,
    main: html`<p>${platform.name}</p>
      ${platform.status === 'pending' ? html`<p>${words.registered.approval}</p>` : null}
      <p>${words.registered.next}</p>
      <p><button type="button" id="close">${words.registered.close}</button></p>`,
    script: closeScript,
    framedBy: originsOf(platform),
  });
