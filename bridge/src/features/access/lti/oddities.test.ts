import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { Browser, codeOf, fieldsOf } from '../../../../test/lti-browser.ts';
import { changePlatform, formFor } from './harness.test.ts';
import { startHarness, type Harness } from './harness.test.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
const nrps = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
const teacher = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor';

forEachDatabase('LTI launches with oddities', (open) => {
  let harness: Harness;
  let browser: Browser;
  beforeEach(async () => {
    harness = await startHarness(await open());
    browser = new Browser();
  });
  afterEach(() => harness.close());
  const launch = async (change: Record<string, unknown>) =>
    browser.ask(`${harness.root}/lti/launch`, await formFor(harness, browser, change));

  it('come in, with what is left of them', async () => {
    for (const claim of ['custom', 'lis', 'launch_presentation', 'context', 'roles']) {
      for (const value of [[], {}, null, 5, 'x', undefined]) {
        // Of them only roles is required: where there are none it is an empty list.
        if (claim === 'roles' && value === undefined) continue;
        const page = await launch({ [`${lti}${claim}`]: value });
        assert.equal(page.status, 303, `${claim}: ${codeOf(page)}`);
      }
    }
    assert.ok(harness.told.facts.every(({ role }) => role === 'learner' || role === 'other'));
  });

  it('ask for rosters on the platform only, and tell IT of others', async () => {
    const url = (address: string) => ({ [nrps]: { context_memberships_url: address } });
    assert.equal((await launch(url('http://169.254.169.254/latest'))).status, 303);
    assert.equal((await launch(url('https://lms.evil.test/members'))).status, 303);
    assert.equal(harness.told.syncService.length, 0);
    const https = harness.fake.issuer.replace('http:', 'https:');
    assert.equal((await launch(url(`${https}/members`))).status, 303);
    assert.equal(harness.told.syncService[0]?.nrpsUrl, `${harness.fake.issuer}/members`);
    await changePlatform(harness, { origins: ['https://lms.evil.test'] });
    assert.equal((await launch(url('https://lms.evil.test/members'))).status, 303);
    assert.equal(harness.told.syncService[1]?.nrpsUrl, 'https://lms.evil.test/members');
  });

  it('of deep linking lead to the choice; the answer goes to the platform only', async () => {
    const settings = (deep_link_return_url: string) => ({
      [`${lti}message_type`]: 'LtiDeepLinkingRequest',
      [`${lti}resource_link`]: null,
      [`${lti}roles`]: [teacher],
      'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
        deep_link_return_url,
        accept_types: ['ltiResourceLink'],
        accept_multiple: null,
        accept_presentation_document_targets: null,
        data: null,
      },
    });
    const answer = async (returnUrl: string) => {
      const page = await launch(settings(returnUrl));
      assert.equal(page.status, 200, codeOf(page));
      return browser.ask(`${harness.root}/lti/deep-linking/answer`, fieldsOf(page.text));
    };
    assert.equal(codeOf(await answer('https://lms.test/r')), 'lti/address-refused');
    const done = await answer(`${harness.fake.issuer}/r`);
    assert.match(done.text, /name="JWT"/u);
  });
});
