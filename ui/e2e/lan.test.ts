import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { partAt } from '../../bridge/test/parts.ts';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import { canRun, control, openFixture, printTrouble, type Fixture } from './fixture.ts';
import { advancingPicture } from './media.ts';

/** Not where the bridge listens, and of this machine alone. */
const address = '127.0.0.2';
const can = canRun && partAt('openssl') !== null && process.platform === 'linux';

(can ? describe : describe.skip)('the demo for telephones in the same network', function () {
  let fixture: Fixture;
  let contexts: BrowserContext[];

  before(async () => {
    fixture = await openFixture({}, address);
    contexts = [];
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  /** A browser that has accepted the certificate. */
  const aBrowser = async (username: string, path: string): Promise<Page> => {
    const context = await fixture.browser.newContext({
      ignoreHTTPSErrors: true,
      locale: 'en-GB',
      viewport: { width: 375, height: 740 },
      permissions: ['camera', 'microphone'],
    });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(`${fixture.demo.addresses.bridge}/login?next=${path}`);
    await page.getByRole('radio', { name: 'Campus account' }).check();
    await page.getByLabel('Name of your campus account').fill(username);
    await page.getByLabel('Campus password').fill(demoPassword);
    await page.keyboard.press('Enter');
    return page;
  };

  it('is one HTTPS address, where two meet with sound and picture', async () => {
    const host = await aBrowser('t0001', '/');
    await host.locator('.mine').getByRole('button', { name: 'Start' }).click();
    await host.getByRole('button', { name: 'Join meeting' }).click();
    await control(host, 'microphone').waitFor();
    assert.match(host.url(), /^https:\/\/127\.0\.0\.2:\d+\/meeting\//u);

    const called = new Set<string>();
    const guest = await aBrowser('s202300001', '/');
    guest.on('request', (request) => called.add(new URL(request.url()).host));
    guest.on('websocket', (socket) => called.add(new URL(socket.url()).host));
    await control(host, 'people').click();
    await control(host, 'invite').click();
    const invitation = await host.getByRole('region', { name: 'Invitation' }).innerText();
    await host.keyboard.press('Escape');
    const password = /Password: (\S+)/u.exec(invitation)?.[1] ?? '';
    // The link of the invitation leads there, too.
    await guest.goto(/https:\S+/u.exec(invitation)?.[0] ?? '');
    await guest.getByLabel('Guest password').fill(password);
    await guest.getByRole('button', { name: 'Continue' }).click();
    await guest.getByRole('button', { name: 'Join meeting' }).click();
    await advancingPicture(guest, '唐杰');
    assert.deepEqual([...called], [new URL(fixture.demo.addresses.bridge).host]);
  });
});
