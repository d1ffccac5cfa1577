import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  aMoodle,
  audience,
  lakeside,
  medicine,
  moodleFixture,
} from '../../../../test/moodle-fixture.ts';

forEachDatabase('Connecting a Moodle', (open) => {
  it('takes a code once, for a key whose other half the sender holds, and answers that it knows the code', async () => {
    const { codeFor, connect, now, post } = await moodleFixture(await open());
    const moodle = await aMoodle(lakeside, now);
    const code = await codeFor(lakeside, ['campusNumber']);
    const answer = await connect(moodle, code);
    assert.equal(answer.status, 200, answer.text);
    const said = JSON.parse(answer.text) as {
      proof: string;
      vouches: string[];
      audience: string;
    };
    assert.equal(said.proof, createHmac('sha256', code).update(lakeside).digest('hex'));
    assert.deepEqual([said.vouches, said.audience], [['campusNumber'], audience]);
    const test = await post('tests', {
      token: await moodle.token({ sub: 'test' }),
    });
    assert.equal((JSON.parse(test.text) as { name: string }).name, 'A Moodle');
    const again = await connect(await aMoodle(lakeside, now), code);
    assert.equal(again.code, 'moodle/code-used');
  });

  it('is refused, each for its reason, and the code stays good for the right one', async () => {
    const { codeFor, connect, now, clock } = await moodleFixture(await open());
    const right = await aMoodle(lakeside, now);
    const other = await aMoodle(medicine, now);
    const code = await codeFor(lakeside);
    assert.equal((await connect(right, 'x'.repeat(43))).code, 'moodle/code-unknown');
    assert.equal((await connect(other, code)).code, 'moodle/other-site');
    const forged = await other.token({ sub: 'connect', iss: lakeside });
    assert.equal((await connect(right, code, { proof: forged })).code, 'moodle/proof');
    const notForThis = await right.token({ sub: 'test' });
    assert.equal((await connect(right, code, { proof: notForThis })).code, 'moodle/proof');
    assert.equal((await connect(right, code, { publicKey: 'no key' })).code, 'moodle/proof');
    assert.equal((await connect(right, code)).status, 200);
    const late = await codeFor(lakeside);
    clock.move(61 * 60_000);
    assert.equal((await connect(right, late)).code, 'moodle/code-expired');
  });

  it('anew exchanges the key: what the old one signs is forged', async () => {
    const { connected, post } = await moodleFixture(await open());
    const before = await connected(lakeside);
    const after = await connected(lakeside);
    const tell = async (moodle: typeof before) =>
      post('tests', { token: await moodle.token({ sub: 'test' }) });
    assert.equal((await tell(before)).code, 'portal/token-signature');
    assert.equal((await tell(after)).status, 200);
  });
});
