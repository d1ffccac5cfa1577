import assert from 'node:assert/strict';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import {
  dl,
  lti,
  ltiFixture,
  membership,
  type LtiFixture,
} from '../../../../../test/lti-fixture.ts';
import { Browser, codeOf, fieldsOf } from '../../../../../test/lti-browser.ts';

/*
 * The cases of 1EdTech's “LTI Advantage Conformance Certification Guide”, part “Tool Conformance → Deep Linking
 * Message testing”, under the guide's own titles. What may be chosen, and by whom: deep-linking.test.ts.
 */
describe('LTI certification: Deep Linking', () => {
  let at: LtiFixture;
  let answered: { text: string };
  before(async () => {
    at = await ltiFixture();
  });
  after(() => at.close());

  const request = (settings: object = {}) => ({
    [lti('message_type')]: 'LtiDeepLinkingRequest',
    [lti('resource_link')]: undefined,
    [lti('roles')]: [membership('Instructor')],
    [dl('deep_linking_settings')]: {
      deep_link_return_url: `${at.fake.issuer}/deep_links`,
      accept_types: ['link', 'file', 'html', 'ltiResourceLink', 'image'],
      accept_media_types: 'image/*,text/html',
      accept_presentation_document_targets: ['iframe', 'window', 'embed'],
      accept_multiple: true,
      auto_create: true,
      title: 'This is the default title',
      text: 'This is the default text',
      data: 'csrftoken:c7fbba78-7b75-46e3-9201-11e6d5f36f53',
      ...settings,
    },
  });
  /** The platform's request, the teacher's press, and what then goes back. */
  const choose = async (settings: object = {}) => {
    const page = await at.launch(request(settings));
    assert.equal(page.status, 200, page.code);
    return new Browser().ask(`${at.base}/lti/deep-linking/answer`, fieldsOf(page.text));
  };
  const jwt = () => fieldsOf(answered.text)['JWT'] ?? '';

  describe('Deep Linking Message testing', () => {
    beforeEach(async () => {
      answered = await choose();
    });

    it('Send the Request Payload', async () => {
      const page = await at.launch(request());
      assert.equal(page.status, 200);
      assert.equal(page.opened, null, 'nobody is let in by it');
    });
    it('Receive the Response Payload', () => {
      assert.ok(answered.text.includes(`method="post" action="${at.fake.issuer}/deep_links"`));
      assert.equal(jwt().split('.').length, 3);
    });
    it('Response Format Valid', () => {
      const claims = decodeJwt(jwt());
      assert.equal(claims[lti('message_type')], 'LtiDeepLinkingResponse');
      assert.equal(claims[lti('version')], '1.3.0');
    });
    it('Response Timestamps Valid', () => {
      const { iat = 0, exp = 0 } = decodeJwt(jwt());
      const now = Math.floor(at.clock.now() / 1000);
      assert.ok(iat <= now && exp > now && exp - iat <= 3_600, `${iat} ${exp} ${now}`);
    });
    it('Signature Valid', async () => {
      const jwks = (await (await fetch(`${at.base}/lti/jwks.json`)).json()) as JSONWebKeySet;
      const { protectedHeader } = await jwtVerify(jwt(), createLocalJWKSet(jwks), {
        issuer: at.fake.clientId,
        audience: at.fake.issuer,
      });
      assert.equal(protectedHeader.alg, 'RS256');
      assert.equal(typeof protectedHeader.kid, 'string');
    });
    it('Required Claims Verified', () => {
      const claims = decodeJwt(jwt());
      assert.equal(claims.iss, at.fake.clientId);
      assert.deepEqual([claims.aud].flat(), [at.fake.issuer]);
      assert.equal(typeof claims['nonce'], 'string');
      assert.equal(claims[lti('deployment_id')], at.fake.deploymentId);
      assert.equal(claims[dl('data')], 'csrftoken:c7fbba78-7b75-46e3-9201-11e6d5f36f53');
    });
    it('Affirm Response', () => {
      const [item] = decodeJwt(jwt())[dl('content_items')] as Record<string, unknown>[];
      assert.equal(item?.['type'], 'ltiResourceLink');
      assert.equal(item['url'], at.toolUrl);
      assert.equal(item['title'], '数据结构');
    });
  });

  describe('Requests that differ', () => {
    it('without data have none in the response', async () => {
      answered = await choose({ data: undefined });
      assert.equal(dl('data') in decodeJwt(jwt()), false);
    });
    it('that accept one item only get one', async () => {
      answered = await choose({ accept_multiple: false });
      assert.equal((decodeJwt(jwt())[dl('content_items')] as unknown[]).length, 1);
    });
    it('for content that is no link of a tool are refused', async () => {
      const page = await at.launch(request({ accept_types: ['file', 'html'] }));
      assert.equal(page.code, 'lti/message-unsupported');
    });
    it('without a return address, or one that is not the platform’s, get no response', async () => {
      const none = await at.launch(request({ deep_link_return_url: undefined }));
      assert.equal(none.code, 'lti/token-claims');
      const other = await choose({ deep_link_return_url: 'https://elsewhere.test/deep_links' });
      assert.equal(codeOf(other), 'lti/address-refused');
    });
    it('of a student are refused', async () => {
      const page = await at.launch({ ...request(), [lti('roles')]: [membership('Learner')] });
      assert.equal(page.code, 'lti/not-instructor');
    });
  });
});
