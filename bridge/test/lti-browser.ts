import assert from 'node:assert/strict';
import type { FakePlatform } from './fake-platform/platform.ts';

/** A browser with a cookie jar, that follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();

  async ask(url: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      },
      body: form ? new URLSearchParams(form) : null,
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const location = response.headers.get('location');
    return {
      status: response.status,
      headers: response.headers,
      location,
      text: await response.text(),
    };
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
    assert.match(line, /; HttpOnly; Secure; SameSite=None; Partitioned$/u);
    if (/Max-Age=0/u.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Begins a login as the platform has the browser do. */
export function beginAt(
  { root, fake }: { root: string; fake: FakePlatform },
  browser: Browser,
  change: Record<string, string> = {},
) {
  return browser.ask(`${root}/lti/login`, {
    iss: fake.issuer,
    target_link_uri: `${root}/lti/launch`,
    login_hint: '523',
    lti_message_hint: '{"cmid":13,"launchid":"ltilaunch1_1448282586"}',
    client_id: fake.clientId,
    lti_deployment_id: fake.deploymentId,
    ...change,
  });
}

/** The failure code that a page shows. */
export const codeOf = (page: { text: string }): string | undefined =>
  /<code>([a-z]+\/[a-z-]+|internal)<\/code>/u.exec(page.text)?.[1];

/** Fields of the form on a page. */
export function fieldsOf(text: string): Record<string, string> {
  const inputs = [...text.matchAll(/<input\s[^>]*>/gu)].map(([tag]) => ({
    name: /name="([^"]*)"/u.exec(tag)?.[1] ?? '',
    value: /value="([^"]*)"/u.exec(tag)?.[1] ?? (tag.includes('type="checkbox"') ? 'on' : ''),
    skip: /type="(?:radio|checkbox)"/u.test(tag) && !tag.includes('checked'),
  }));
  return Object.fromEntries(
    inputs.filter(({ skip }) => !skip).map(({ name, value }) => [name, value]),
  );
}
