import assert from 'node:assert/strict';
import { nextPath } from './next.ts';

const origin = 'https://meet.uni.test';

describe('Where a login goes on', () => {
  it('is a page of this panel, with its query and fragment', () => {
    for (const path of ['/', '/people', '/meeting/1?a=b#c', '/join/x%2Fy', '/%2F/evil.test']) {
      assert.equal(nextPath(path, origin), path);
    }
  });

  it('is never another site, in whatever disguise', () => {
    const evil = [
      ...['https://evil.test/', '//evil.test', '///evil.test', '/\\evil.test', '\\\\evil.test'],
      ...['/\t/evil.test', '/\n/evil.test', '\t//evil.test', ' //evil.test', 'javascript:alert(1)'],
      ...['/..//evil.test', '/./\\evil.test', '/a/..//evil.test', 'data:text/html,x', 'evil.test'],
      ...[
        'http:evil.test',
        'https:/evil.test',
        '@evil.test',
        '/\u0000/evil.test',
        '',
        null,
        7,
        ['/x'],
      ],
    ];
    for (const wanted of evil) assert.equal(nextPath(wanted, origin), '/', String(wanted));
  });

  it('is not the login again', () => {
    assert.equal(nextPath('/login?next=/login', origin), '/');
  });
});
