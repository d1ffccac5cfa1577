import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import type { SetCookie } from '../../../kernel/route.ts';

const cookieName = 'cm_browser';
const days = 90;

/** What the browser is known by; a new id for one that keeps nothing (yet). It opens nothing: it only groups. */
export function readBrowser(cookies: (name: string) => string | undefined): string {
  return z.uuid().safeParse(cookies(cookieName)).data ?? newId();
}

/** What a browser keeps of its sessions, so that they are listed as one. */
export const browserCookie = (browserId: string): SetCookie => ({
  name: cookieName,
  value: browserId,
  path: '/api',
  maxAge: days * 86_400,
});
