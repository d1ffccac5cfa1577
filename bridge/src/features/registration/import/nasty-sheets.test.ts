import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';
import { sheetReader, sheetWriter } from '../../../adapters/sheets/index.ts';

forEachDatabase('a nasty sheet', (open) => {
  it('has formulas for names: each is an error, and none comes back as a formula', async () => {
    const at = await registrationFixture(await open());
    const bridge = await at.http();
    const unit = at.physics.externalId;
    const evil = ['=HYPERLINK("http://evil.test")', '@SUM(A1)', '+cmd|calc', '＝1+1'];
    // As somebody types it: our own writer would have made text of it.
    const lines = evil.map((name, at_) => `"${name.replaceAll('"', '""')}",教师,T${at_},${unit}`);
    const content = Buffer.from(['姓名,身份,工号/学号,院系', ...lines].join('\n'));
    const id = await at.registration.upload(at.chief.id, { name: 'x.csv', content });
    await at.registration.work();
    assert.deepEqual(await at.verdicts(id), ['error', 'error', 'error', 'error']);
    const path = `/api/admin/registration/batches/${id}/result?form=csv&language=en`;
    const { text } = await bridge.send({ path, token: at.chief.token });
    const cells = text.split('\n').slice(1);
    assert.ok(
      cells.every((line) => !/^"?[=+@]/u.test(line)),
      text,
    );
  });
  it('keeps rare Han, right-to-left names and markup as the text that they are', async () => {
    const at = await registrationFixture(await open());
    const unit = at.physics.externalId;
    const names = ['𠮷野𡈽', 'محمد علي', '<img src=x onerror=alert(1)>', 'O’Brien & Söhne'];
    const id = await at.submit(
      at.chief,
      names.map((name, index) => [name, 'student', `S${index}`, unit, '', '', '']),
    );
    await at.apply(at.chief, id);
    for (const name of names) assert.equal((await at.found(name))?.status, 'active', name);
  });
  it('of another kind, with no rows, or too large is refused with its code, over HTTP', async () => {
    const at = await registrationFixture(await open());
    const bridge = await at.http();
    const upload = async (content: Buffer, name = 'x.xlsx') => {
      const path = `/api/admin/registration/batches?name=${encodeURIComponent(name)}`;
      const answer = await fetch(bridge.base + path, {
        method: 'POST',
        headers: { Authorization: `Bearer ${at.chief.token}` },
        body: new Uint8Array(content),
      });
      return ((await answer.json()) as { code?: string }).code;
    };
    assert.equal(await upload(Buffer.from('PK\u0003\u0004 this is no archive')), 'sheet/broken');
    assert.equal(await upload(Buffer.from('姓名,身份,工号/学号,院系\n')), 'sheet/empty');
    assert.equal(await upload(Buffer.alloc(21 * 1024 * 1024, 65)), 'request/too-large');
  });
  it('is what its own template is: downloaded, filled in, understood in either language', async () => {
    const at = await registrationFixture(await open());
    const bridge = await at.http();
    for (const language of ['en', 'zh-CN']) {
      const path = `/api/admin/registration/template?form=xlsx&language=${language}`;
      const answer = await fetch(bridge.base + path, {
        headers: { Authorization: `Bearer ${at.chief.token}` },
      });
      const sheet = await sheetReader.read(Buffer.from(await answer.arrayBuffer()));
      const heads = sheet.rows[0]?.cells.map(String) ?? [];
      const row = ['A', '教师', `T-${language}`, at.physics.externalId, '', '', ''];
      const table = {
        name: 'x',
        columns: heads.map((header) => ({ header, width: 9 })),
        rows: [row],
      };
      const content = await sheetWriter.xlsx([table]);
      const id = await at.registration.upload(at.chief.id, { name: 'x.xlsx', content });
      await at.registration.work();
      assert.deepEqual(await at.verdicts(id), ['new'], language);
    }
  });
  it('is no way into another’s scope: no admin of another department reaches it by any request', async () => {
    const at = await registrationFixture(await open());
    const bridge = await at.http();
    const id = await at.submit(at.chief, [['A', '教师', 'T1', at.physics.externalId, '', '', '']]);
    const below = `/api/admin/registration/batches/${id}`;
    const requests: [string, string, unknown][] = [
      ['GET', below, undefined],
      ['GET', `${below}/rows`, undefined],
      ['GET', `${below}/result`, undefined],
      ['PUT', `${below}/columns`, { columns: {} }],
      ['PATCH', `${below}/rows/2`, { field: 'name', value: 'B' }],
      ...['submit', 'undo', 'discard'].map((step): [string, string, unknown] => [
        ...(['POST', `${below}/${step}`] as const),
        {},
      ]),
    ];
    for (const [method, path, body] of requests) {
      const other = await bridge.send({ method, path, token: at.other.token, body });
      assert.equal(other.code, 'registration/batch-not-found', `${method} ${path}`);
      const student = await bridge.send({ method, path, token: at.plain.token, body });
      assert.equal(student.code, 'admin/not-allowed', `${method} ${path}`);
    }
    for (const step of ['approve', 'return']) {
      const path = `${below}/${step}`;
      const body = step === 'return' ? { reason: 'x' } : {};
      const other = await bridge.send({ method: 'POST', path, token: at.other.token, body });
      assert.equal(other.code, 'admin/not-allowed', step);
    }
  });
});
