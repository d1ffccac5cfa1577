import assert from 'node:assert/strict';
import type { FaultKind } from './faults.ts';
import { readRecording } from './test/recording.ts';
import { formOf, startSite, token, type TestSite } from './test/start-site.ts';

describe('A Moodle that fails', () => {
  let site: TestSite;
  before(async () => {
    site = await startSite();
  });
  afterEach(() => site.faults.clear());
  after(() => site.stop());

  const post = (wsfunction = 'core_webservice_get_site_info', signal?: AbortSignal) =>
    fetch(site.url, {
      signal: signal ?? null,
      method: 'POST',
      redirect: 'manual',
      body: formOf({ wstoken: token, moodlewsrestformat: 'json', wsfunction }),
    });

  const recorded: [FaultKind, string][] = [
    ['maintenance', 'errors/maintenance_web'],
    ['upgrade', 'errors/upgrade_running'],
    ['db-down', 'errors/db_down'],
    ['php-fatal', 'errors/php_fatal_memory'],
    ['ws-disabled', 'errors/ws_disabled'],
  ];
  for (const [kind, name] of recorded) {
    it(`${kind}: as recorded in ${name}`, async () => {
      const recording = readRecording(name);
      site.faults.set({ kind });
      const answer = await post();
      const text = await answer.text();
      assert.equal(answer.status, recording.status);
      assert.deepEqual(text === '' ? '' : JSON.parse(text), recording.response);
      assert.equal(answer.headers.get('content-type'), typeOf(recording.headers));
    });
  }

  for (const [kind, name] of [
    ['maintenance-html', 'errors/maintenance_cli'],
    ['host-redirect', 'errors/host_mismatch'],
  ] as const) {
    it(`${kind}: a page, status and headers as recorded in ${name}`, async () => {
      const recording = readRecording(name);
      site.faults.set({ kind });
      const answer = await post();
      assert.equal(answer.status, recording.status);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      assert.equal(answer.headers.get('retry-after'), recording.headers['Retry-After'] ?? null);
      assert.match(await answer.text(), /^<!DOCTYPE html>/);
    });
  }

  it('html-prefix: JSON behind a PHP warning, announced as JSON', async () => {
    site.faults.set({ kind: 'html-prefix' });
    const answer = await post();
    const text = await answer.text();
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.throws(() => JSON.parse(text) as unknown);
    assert.match(text, /^<br \/><b>Warning<\/b>: something\{/);
  });

  it('cut-off: half an answer, then the connection breaks', async () => {
    site.faults.set({ kind: 'cut-off' });
    await assert.rejects(async () => (await post()).text());
  });

  it('slow: answers late, and well', async () => {
    const hour = 3_600_000;
    const patience = new AbortController();
    site.faults.set({ kind: 'slow', delay: hour, only: 'core_webservice_get_site_info' });
    const slow = post(undefined, patience.signal);
    assert.equal((await post('core_course_get_courses')).status, 200, 'the next does not wait');
    patience.abort();
    await assert.rejects(slow, { name: 'AbortError' });
    site.faults.set({ kind: 'slow', delay: 10 });
    assert.equal((await post()).status, 200);
  });

  it('fails only the calls that it is set for', async () => {
    site.faults.set({ kind: 'php-fatal', only: 'core_course_get_courses', skip: 1, times: 1 });
    const statuses = [];
    for (let call = 0; call < 3; call++) {
      statuses.push((await post('core_course_get_courses')).status, (await post()).status);
    }
    assert.deepEqual(statuses, [200, 200, 500, 200, 200, 200]);
  });
});

const typeOf = (headers: Record<string, string>): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
