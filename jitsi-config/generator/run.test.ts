import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { jitsiCommand } from '../../bridge/src/cli/jitsi.ts';
import { everything, oneMachine } from './test/sample.ts';

describe('npm run campus -- jitsi', () => {
  let place: string;
  let file: string;
  let folder: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'campus-jitsi-'));
    file = join(place, 'jitsi.yaml');
    folder = join(place, 'out');
    writeFileSync(file, oneMachine());
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  async function run(...args: string[]): Promise<{ code: number; text: string }> {
    const lines: string[] = [];
    const code = await jitsiCommand(args, (line) => void lines.push(line));
    return { code, text: lines.join('\n') };
  }
  const render = (...more: string[]) => run('render', file, '--out', folder, ...more);
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');

  it('writes an example once, and never over another file', async () => {
    const fresh = join(place, 'fresh.yaml');
    assert.equal((await run('init', fresh)).code, 0);
    assert.match(readFileSync(fresh, 'utf8'), /^domain: meet\.uni\.test$/mu);
    assert.equal((await run('init', file)).code, 73);
    assert.equal(readFileSync(file, 'utf8'), oneMachine());
  });

  it('says what the file system refuses', async () => {
    const refused = [
      await run('init', join(place, 'no-such-folder/jitsi.yaml')),
      await run('render', file, '--out', file),
      await run('render', place, '--out', folder),
    ];
    for (const { code, text } of refused) {
      assert.equal(code, 73);
      assert.match(text, /^It could not be done: E[A-Z]+: /u);
    }
    assert.equal(readFileSync(file, 'utf8'), oneMachine());
  });

  it('makes everything, and a second run changes nothing', async () => {
    const first = await render();
    assert.equal(first.code, 0, first.text);
    assert.match(first.text, /^new signalling\/prosody\.cfg\.lua$/mu);
    const before = text('signalling/prosody.cfg.lua');
    const second = await render();
    assert.equal(second.code, 0);
    assert.match(second.text, /Nothing changes in /u);
    assert.equal(text('signalling/prosody.cfg.lua'), before);
    assert.equal((await render('--check')).code, 0);
  });

  it('shows what a change changes, and with --check changes nothing', async () => {
    await render();
    writeFileSync(file, oneMachine('media: { cameras: 9 }'));
    const checked = await render('--check');
    assert.equal(checked.code, 1);
    assert.match(checked.text, /^-.*max-video-senders = 50\n\+.*max-video-senders = 9$/mu);
    assert.match(text('signalling/jicofo.conf'), /max-video-senders = 50/u);
    assert.equal((await render()).code, 0);
    assert.match(text('signalling/jicofo.conf'), /max-video-senders = 9/u);
  });

  it('makes secrets once, for its owner only, and shows none of them', async () => {
    const shown = [(await render()).text];
    const kept = text('secrets.yaml');
    const secrets = [...kept.matchAll(/^\w+: (\S+)$/gmu)].map(([, secret = '']) => secret);
    assert.equal(new Set(secrets).size, 7);
    // Machines of their own: the same secrets in other places, and recorders' as well.
    writeFileSync(file, everything);
    shown.push((await render()).text);
    assert.equal(text('secrets.yaml'), kept);
    for (const secret of secrets) {
      for (const output of shown) assert.ok(!output.includes(secret));
    }
    const secretFiles = [
      'secrets.yaml',
      'xmpp.key',
      'signalling/accounts',
      'campus-meet/jitsi.env',
    ];
    for (const path of secretFiles)
      assert.equal(statSync(join(folder, path)).mode & 0o777, 0o600, path);
  });

  it('keeps a secret that was there before, and adds those that are missing', async () => {
    await render();
    const own = 'Jv7qTz2mXc9pLw4rKd8sHb3nFg6yVt5a';
    writeFileSync(join(folder, 'secrets.yaml'), `# ours\ntoken: ${own}\n`, { mode: 0o600 });
    await render();
    assert.ok(text('secrets.yaml').startsWith(`# ours\ntoken: ${own}\n`));
    assert.match(text('secrets.yaml'), /^focus: \S{43}$/mu);
    assert.ok(text('signalling/prosody.cfg.lua').includes(own));
  });

  it('refuses secrets that are none: weak, used twice, readable by others', async () => {
    await render();
    const path = join(folder, 'secrets.yaml');
    const good = text('secrets.yaml');
    const tries: [string, RegExp][] = [
      [
        good.replace(/^token: .*$/mu, 'token: passw0rdpassw0rdpassw0rdpassw0rd'),
        /token looks like one of an example/u,
      ],
      [
        good.replace(/^token: .*$/mu, `token: ${/^focus: (.*)$/mu.exec(good)?.[1]}`),
        /is the same as/u,
      ],
      [`${good}tokken: x\n`, /tokken is not known/u],
    ];
    for (const [bad, why] of tries) {
      writeFileSync(path, bad);
      const { code, text: said } = await render();
      assert.equal(code, 78);
      assert.match(said, why);
    }
    writeFileSync(path, good);
    chmodSync(path, 0o644);
    assert.match((await render()).text, /may be read by others: chmod 600/u);
  });

  it('takes away what is rendered no more, and touches nothing of others', async () => {
    await render();
    writeFileSync(join(folder, 'notes.txt'), 'of a person');
    writeFileSync(
      file,
      oneMachine()
        .replace(/^ {2}- \{ id: jvb2.*\n/mu, '')
        .replace('100', '60'),
    );
    const { text: said } = await render();
    assert.ok(!existsSync(join(folder, 'videobridges/jvb2/jvb.conf')));
    assert.match(said, /none may fail/u);
    assert.equal(text('notes.txt'), 'of a person');
  });

  it('writes over no file that it did not make', async () => {
    await render();
    rmSync(join(folder, 'files.txt'));
    writeFileSync(join(folder, 'signalling/nginx.conf'), 'of a person');
    const { code, text: said } = await render();
    assert.equal(code, 78);
    assert.match(said, /was not made by this command/u);
  });

  it('says which port of this machine is taken, once; later our own programs listen there', async () => {
    const port = await getPort();
    const mine = oneMachine()
      .replaceAll('198.51.100.1', '127.0.0.1')
      .replace(/^videobridges:\n(?:.*\n)*/mu, '');
    const elsewhere =
      'videobridges: [{ id: jvb1, address: 198.51.100.2 }, { id: jvb2, address: 198.51.100.3 }]\n';
    const signalling = `{ address: 127.0.0.1, jicofoPort: ${port}, httpsPort: ${await getPort()}, httpPort: ${await getPort()}, prosodyHttpPort: ${await getPort()}, prosodyClientPort: ${await getPort()} }`;
    const campus = `{ url: "https://campus.uni.test", listen: ${await getPort()} }`;
    const settings = `${mine}${elsewhere}`
      .replace('{ address: 127.0.0.1 }', signalling)
      .replace('{ url: "https://campus.uni.test" }', campus);
    writeFileSync(file, settings);
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const refused = await render();
    assert.equal(refused.code, 78, refused.text);
    assert.match(
      refused.text,
      new RegExp(`tcp port ${port} of this machine .*Jicofo, for Campus Meet, is taken`, 'u'),
    );
    assert.ok(!existsSync(folder));
    other.close();
    await once(other, 'close');
    assert.equal((await render()).code, 0);
    const jicofo = createServer().listen(port, '127.0.0.1');
    await once(jicofo, 'listening');
    assert.match((await render()).text, /Nothing changes/u);
    jicofo.close();
  });

  it('ends with 64 for wrong use and 78 for wrong settings, with the reason', async () => {
    for (const args of [
      [],
      ['render'],
      ['render', file],
      ['init'],
      ['render', file, '--ouut', 'x'],
    ]) {
      assert.equal((await run(...args)).code, 64, args.join(' '));
    }
    assert.equal((await run('render', join(place, 'none.yaml'), '--out', folder)).code, 64);
    writeFileSync(file, oneMachine('colour: red'));
    const { code, text: said } = await render();
    assert.equal(code, 78);
    assert.match(said, /jitsi\.yaml:8: colour: is not known/u);
    assert.ok(!existsSync(folder));
  });
});
