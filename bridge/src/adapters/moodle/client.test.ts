import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import pino from 'pino';
import { z } from 'zod';
import {
  json,
  recorded,
  replay,
  startMoodleReplay,
  type MoodleReplay,
} from '../../../test/moodle-replay.ts';
import { quietLog } from '../../../test/roster-fixtures.ts';
import { isFailure, type Failure } from '../../kernel/failure.ts';
import { createMoodleClient, MoodleRefusal, type MoodleSettings } from './client.ts';
import { getSiteInfo } from './functions.ts';

describe("Moodle's web services", () => {
  let moodle: MoodleReplay;
  beforeEach(async () => {
    moodle = await startMoodleReplay();
  });
  afterEach(() => moodle.stop());

  const client = (more: Partial<MoodleSettings> = {}) =>
    createMoodleClient(
      { wwwroot: moodle.wwwroot, token: 't0ken', retryDelayMs: 1, ...more },
      quietLog,
    );

  const failureOf = async (more: Partial<MoodleSettings> = {}): Promise<Failure> => {
    const error: unknown = await client(more)(
      'core_webservice_get_site_info',
      {},
      z.unknown(),
    ).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    assert.ok(isFailure(error), `failed as expected, got ${String(error)}`);
    return error;
  };

  it('sends a form with the token in the body and PHP arrays', async () => {
    moodle.answers['f'] = json([]);
    await client()(
      'f',
      { options: [{ name: 'a', value: true }], ids: [3, 4] },
      z.array(z.unknown()),
    );
    assert.deepEqual(Object.fromEntries(moodle.calls[0]!), {
      wstoken: 't0ken',
      wsfunction: 'f',
      moodlewsrestformat: 'json',
      'options[0][name]': 'a',
      'options[0][value]': '1',
      'ids[0]': '3',
      'ids[1]': '4',
    });
  });

  const away = [
    'db_down',
    'maintenance_cli',
    'maintenance_web',
    'upgrade_running',
    'php_fatal_memory',
  ];
  for (const name of away) {
    it(`${name} is "away"`, async () => {
      moodle.answers['*'] = replay(recorded(`errors/${name}`));
      assert.equal((await failureOf()).code, 'lms/unavailable');
    });
  }

  const refused = {
    invalid_token: 'invalidtoken',
    token_expired_1st: 'accessexception',
    ip_restricted: 'accessexception',
    ws_user_suspended: 'wsaccessusersuspended',
    unknown_course: 'invalidrecordunknown',
    unexpected_param: 'invalidparameter',
  };
  for (const [name, errorcode] of Object.entries(refused)) {
    it(`${name} is a "no", with Moodle's errorcode, and is not tried again`, async () => {
      moodle.answers['*'] = replay(recorded(`errors/${name}`));
      const failure = await failureOf();
      assert.ok(failure instanceof MoodleRefusal);
      assert.equal(failure.code, 'lms/refused');
      assert.equal(failure.errorcode, errorcode);
      assert.equal(moodle.calls.length, 1);
    });
  }

  for (const name of ['rest_disabled', 'ws_disabled']) {
    it(`${name} (empty HTTP 403) is a "no"`, async () => {
      moodle.answers['*'] = replay(recorded(`errors/${name}`));
      const failure = await failureOf();
      assert.equal(failure.code, 'lms/refused');
      assert.match(failure.message, /switched off/u);
    });
  }

  for (const name of ['html_prefix', 'xml_default', 'host_mismatch']) {
    it(`${name} is nonsense`, async () => {
      moodle.answers['*'] = replay(recorded(`errors/${name}`));
      assert.equal((await failureOf()).code, 'lms/bad-answer');
      assert.equal(moodle.calls.length, 1, 'no redirect was followed, nothing was tried again');
    });
  }

  it('an answer of another shape is nonsense, and says where', async () => {
    moodle.answers['*'] = json([{ id: 'seven' }]);
    const call = client()('f', {}, z.array(z.object({ id: z.int() })));
    await assert.rejects(call, { code: 'lms/bad-answer', message: /0\.id: .*number/u });
  });

  it('tries again while Moodle is away, and takes the answer when it is back', async () => {
    let count = 0;
    moodle.answers['*'] = (form, response) => {
      count += 1;
      replay(recorded(count < 3 ? 'errors/upgrade_running' : 'site_info'))(form, response);
    };
    const check = await getSiteInfo(client());
    assert.equal(count, 3);
    assert.equal(check.siteurl, 'http://127.0.0.1:8080');
  });

  it('does not wait for a Moodle that says it is away for minutes', async () => {
    moodle.answers['*'] = replay(recorded('errors/maintenance_cli'));
    assert.equal((await failureOf()).retryAfter, 300);
    assert.equal(moodle.calls.length, 1);
  });

  it('gives up on a slow answer', async () => {
    moodle.answers['*'] = () => undefined;
    const failure = await failureOf({ timeoutMs: 60, retries: 1 });
    assert.equal(failure.code, 'lms/unavailable');
    assert.equal(moodle.calls.length, 2);
  });

  it('takes half an answer for none', async () => {
    moodle.answers['*'] = (_form, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      response.write('[{"id":1},');
      setTimeout(() => response.destroy(), 10);
    };
    assert.equal((await failureOf()).code, 'lms/unavailable');
  });

  it('does not read a flood', async () => {
    moodle.answers['*'] = json('x'.repeat(50_000));
    assert.equal((await failureOf({ maxBytes: 10_000 })).code, 'lms/bad-answer');
  });

  it('is away when nobody listens', async () => {
    await moodle.stop();
    assert.equal((await failureOf()).code, 'lms/unavailable');
    moodle = await startMoodleReplay();
  });

  it('never logs the token', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString());
        done();
      },
    });
    moodle.answers['*'] = replay(recorded('site_info'));
    const settings = { wwwroot: moodle.wwwroot, token: 's3cret-t0ken' };
    await getSiteInfo(createMoodleClient(settings, pino({ level: 'trace' }, sink)));
    assert.equal(lines.length, 1);
    assert.ok(!lines.join('').includes('s3cret'));
  });
});
