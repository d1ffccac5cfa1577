import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Runs a module's text in a process of its own; ready when it has printed something. */
async function running(text: string, env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

const ended = async (child: ChildProcess): Promise<[number | null, string | null]> =>
  child.exitCode === null && child.signalCode === null
    ? ((await once(child, 'exit')) as [number | null, string | null])
    : [child.exitCode, child.signalCode];

describe('the commands of package.json', () => {
  it('do one after the other what two of them at once must not, and go on when one is killed', async () => {
    const name = `test ${process.pid}`;
    const text = `
      import { withLock } from './.config/lock.mjs';
      await withLock('${name}', async () => {
        console.log('in');
        await new Promise((resolve) => setTimeout(resolve, 1_000_000));
      });`;
    const first = await running(text);
    const second = running(text);
    const isIn = await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300))]);
    assert.equal(isIn, undefined);
    first.kill('SIGKILL');
    (await second).kill('SIGKILL');
  });

  it('end by Ctrl-C also while they wait for another one', async () => {
    const holder = await running(`
      import { withLock } from './.config/lock.mjs';
      import { root } from './.config/setup-packages.mjs';
      await withLock('packages ' + root, async () => {
        console.log('in');
        await new Promise((resolve) => setTimeout(resolve, 1_000_000));
      });`);
    const waiting = spawn(process.execPath, ['.config/run.mjs', 'check'], { cwd: root });
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const signal of ['SIGINT', 'SIGINT', 'SIGINT'] as const) waiting.kill(signal);
    const [code, signal] = await ended(waiting);
    assert.ok(code === 130 || signal === 'SIGINT', `${code} ${signal}`);
    holder.kill('SIGKILL');
  });

  it('end whoever outlives a run of the tests, for it would write into the folder that is removed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'campus-meet-commands-'));
    const stubborn = await running(
      `process.on('SIGINT', () => {}).on('SIGTERM', () => {});
       console.log('runs');
       setTimeout(() => {}, 1_000_000);`,
      { TMPDIR: join(folder, 'within') },
    );
    const ending = await running(`
      import { endLeftovers } from './.config/leftovers.mjs';
      await endLeftovers(${JSON.stringify(folder)}, 100);
      console.log('done');`);
    assert.deepEqual(await ended(stubborn), [null, 'SIGKILL']);
    assert.deepEqual(await ended(ending), [0, null]);
    rmSync(folder, { recursive: true });
  });
});
