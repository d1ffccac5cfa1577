import assert from 'node:assert/strict';
import { adminFixture } from '../../../test/admin-fixture.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { runRawBridge } from '../../../test/raw-bridge.ts';
import { lines, mediaTypes, text } from '../../kernel/contract.ts';

/** What is read of an operation of the OpenAPI document. */
interface Operation {
  responses: { 200: { content: Record<string, unknown> } };
}

forEachDatabase('What is downloaded', (open) => {
  it('has one of the media types that its operation declares', async () => {
    const db = await open();
    const { clock, root, physicist } = await adminFixture(db);
    const { send } = await runRawBridge(db, clock);
    const document = JSON.parse((await send({ path: '/api/openapi.json' })).text) as {
      paths: Record<string, Record<string, Operation>>;
    };
    // Readers of JSON Schema in other languages know no such classes of characters.
    assert.ok(!JSON.stringify(document).includes('\\\\p{'));
    const known = new Set<string>(Object.values(mediaTypes));
    const downloads = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) => {
        const types = Object.keys(responses[200].content);
        return types.includes('application/json') ? [] : [{ path, method, types }];
      }),
    );
    assert.ok(downloads.length >= 7, `${downloads.length} downloads`);
    let tried = 0;
    for (const { path, method, types } of downloads) {
      assert.ok(types.length > 0 && types.every((type) => known.has(type)), path);
      for (const form of types.length > 1 ? ['xlsx', 'csv'] : [null]) {
        const answer = await send({
          method: method.toUpperCase(),
          path: path.replace('{personId}', physicist.id) + (form ? `?form=${form}` : ''),
          token: root.token,
          body: { locale: 'en' },
        });
        // Sheets and comparisons have to be made first; their forms are the template's.
        if (/\{/u.test(path)) continue;
        assert.equal(answer.status, 200, `${path} ${answer.text.slice(0, 200)}`);
        const [sent = ''] = (answer.headers.get('content-type') ?? '').split(';');
        assert.ok(types.includes(sent), `${path} sends ${sent}`);
        assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/u);
        tried += 1;
      }
    }
    assert.ok(tried >= 6, `${tried} were tried`);
  });
});

describe('A text of one line', () => {
  it('has no ends of lines, whatever they are', () => {
    const read = (value: string) => text(100).parse(value);
    assert.equal(read('Seminar\r\nBcc: x'), 'Seminar Bcc: x');
    assert.equal(read('a\u2028b\u2029c\u0085d\te\vf'), 'a b c d e f');
    assert.equal(text(100).safeParse('\r\n').success, false);
    assert.equal(text(100).safeParse('a\u0000b').success, false);
    assert.equal(lines(100).parse(' a\r\nb\rc\u2028d '), 'a\nb\nc\nd');
  });
});
