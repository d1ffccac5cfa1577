import assert from 'node:assert/strict';
import { forEachDatabase } from '../../test/databases.ts';
import { tries, type Try } from '../../test/other-college-tries.ts';
import { operations } from '../../test/raw-bridge.ts';
import { rowsOfArts, secrets, twoColleges, type TwoColleges } from '../../test/two-colleges.ts';

/** Asks as the chief of sciences; fails when anything of arts comes back. Answers the failure's code. */
async function attempt(at: TwoColleges, id: string, request: Try): Promise<string> {
  const answer = await at.bridge.send({ ...request, token: at.chief.token });
  const what = `${id}: ${request.method ?? 'GET'} ${request.path} → ${answer.text.slice(0, 500)}`;
  assert.ok(answer.status < 500, what);
  for (const secret of secrets) assert.ok(!answer.text.includes(secret), `${secret} in ${what}`);
  return answer.code ?? 'ok';
}

forEachDatabase('an admin of one college', (open) => {
  it('has, of every operation of the administration, no request that shows or changes anything of another', async () => {
    const at = await twoColleges(await open());
    const below = (await operations(at.bridge.base)).filter(({ path }) =>
      path.startsWith('/api/admin/'),
    );
    const all = tries(at);
    const ids = below.map(({ id }) => id);
    assert.deepEqual(Object.keys(all).sort(), [...ids].sort());
    const theirs = { path: '/api/admin/people', token: at.other.token };
    assert.match((await at.bridge.send(theirs)).text, /Bildhauer.*ART7001/u, 'there is something');
    const before = await rowsOfArts(at);
    assert.ok(before.length > 30, `only ${before.length} rows are about arts`);
    for (const id of ids) {
      const { for: whom, tries: requests } = all[id] ?? { for: 'all', tries: [] };
      for (const request of requests) {
        const code = await attempt(at, id, request);
        if (whom === 'system') assert.equal(code, 'admin/not-allowed', id);
        else if (request.method && id !== 'uploadRegistrationBatch')
          assert.notEqual(code, 'ok', id);
      }
    }
    const after = new Set(await rowsOfArts(at));
    assert.deepEqual(
      before.filter((row) => !after.has(row)),
      [],
    );
  });

  it('whose own sheet names people and units of another gets nothing applied, and nobody’s name', async () => {
    const at = await twoColleges(await open());
    const before = await rowsOfArts(at);
    const { physics } = at;
    const id = await at.submit(at.chief, [
      ['Mallory', '教师', 'ART7001', physics.externalId, 'mallory@uni.test', '13900001234', ''],
      ['Mallory', '教师', 'M1', 'Kunsthochschule/Steinwerkstatt', 'mallory@uni.test', '', ''],
      ['Mallory', '教师', 'M2', physics.externalId, 'artemisia@kunst.test', '', ''],
      ['Mallory', '教师', 'M3', physics.externalId, '', '13977700001', ''],
      ['Mallory', '教师', 'M4', 'Steinwerkstatt', '', '', ''],
    ]);
    const rows = await at.rows(id);
    assert.deepEqual(
      rows.map(({ verdict }) => verdict),
      ['conflict', 'error', 'conflict', 'conflict', 'error'],
    );
    const shown = await at.bridge.send({
      path: `/api/admin/registration/batches/${id}/rows`,
      token: at.chief.token,
    });
    assert.doesNotMatch(shown.text, /Bildhauer/u);
    await assert.rejects(at.registration.submit(at.chief.id, id), {
      code: 'registration/nothing-to-apply',
    });
    const after = new Set(await rowsOfArts(at));
    assert.deepEqual(
      before.filter((row) => !after.has(row)),
      [],
    );
  });
});
