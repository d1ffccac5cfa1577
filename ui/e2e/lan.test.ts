import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { partAt } from '../../bridge/test/parts.ts';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import { canRun, control, openFixture, printTrouble, type Fixture } from './fixture.ts';
import { advancingPicture } from './media.ts';

/** Of this machine alone, and not where the bridge itself listens. */
const address = '127.0.0.2';
const can = canRun && partAt('openssl') !== null && process.platform === 'linux';

(can ? describe : describe.skip)('the demo for telephones in the same network', function () {
  let fixture: Fixture;
  before(async () => {
    fixture = await openFixture({}, address);
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  /** A browser that has accepted the certificate. */
  const aBrowser = async (width: number): Promise<Page> => {
    const context = await fixture.browser.newContext({
      ignoreHTTPSErrors: true,
      locale: 'en-GB',
      viewport: { width, height: 740 },
      permissions: ['camera', 'microphone'],
    });
    return context.newPage();
  };
  const logIn = async (page: Page): Promise<void> => {
    await page.goto(`${fixture.demo.addresses.bridge}/login?next=/`);
    await page.getByRole('radio', { name: 'Campus account' }).check();
    await page.getByLabel('Name of your campus account').fill('t0001');
    await page.getByLabel('Campus password').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByText('Your personal meeting ID').waitFor();
  };

  it('is one HTTPS address, where a telephone joins by the link of an invitation', async () => {
    const host = await aBrowser(1280);
    await logIn(host);
    await host.getByRole('button', { name: 'Start a meeting' }).click();
    await host.getByRole('button', { name: 'Start now' }).click();
    await host.getByRole('button', { name: 'Join meeting' }).click();
    await control(host, 'microphone').waitFor();
    await control(host, 'people').click();
    await control(host, 'invite').click();
    const form = host.getByRole('dialog');
    await form.getByRole('radio', { name: 'Links' }).check();
    await form.getByRole('button', { name: 'Make link' }).click();
    const link = await form.getByLabel('Address of the link').inputValue();
    assert.equal(new URL(link).origin, fixture.demo.addresses.bridge);
    assert.match(link, /^https:\/\/127\.0\.0\.2:/u);
    await host.keyboard.press('Escape');

    const called = new Set<string>();
    const phone = await aBrowser(375);
    phone.on('request', (request) => called.add(new URL(request.url()).host));
    phone.on('websocket', (socket) => called.add(new URL(socket.url()).host));
    await phone.goto(link);
    await phone.getByLabel('Your name').fill('Wei Li');
    await phone.getByRole('button', { name: 'Continue' }).click();
    await phone.getByRole('button', { name: 'Join meeting' }).click();
    await advancingPicture(phone, '唐杰');
    await advancingPicture(host, 'Wei Li');
    assert.deepEqual([...called], [new URL(link).host], 'nothing is asked elsewhere');
  });
});
