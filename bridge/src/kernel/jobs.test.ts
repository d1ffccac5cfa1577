import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import pino from 'pino';
import { forEachDatabase } from '../../test/databases.ts';
import { settableClock } from './clock.ts';
import { startJobs, type Job } from './jobs.ts';
import { createJobLeases, type JobLeases } from './leases.ts';

const everybodys: JobLeases = {
  alone: async (_, __, work) => {
    await work();
    return true;
  },
};

/** A log that is read, and jobs that are stopped after the rule. */
function bench() {
  const lines: { msg: string; job: string; err: { message: string } }[] = [];
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line) as never) });
  const payload = new EventEmitter();
  let running = { stop: () => Promise.resolve() };
  const start = (jobs: Job[]) => {
    running = startJobs(jobs, { log, leases: everybodys });
  };
  return { lines, payload, start, stop: () => running.stop() };
}

describe('A job', () => {
  it('is done again and again, by seconds or by a cron pattern, until it is stopped', async () => {
    for (const every of [1, { cron: '* * * * * *', timezone: 'Asia/Shanghai' }]) {
      const { payload, start, stop } = bench();
      start([{ name: 'beat', every, work: () => Promise.resolve(payload.emit('beat')) }]);
      await once(payload, 'beat');
      await once(payload, 'beat');
      await stop();
      payload.on('beat', () => assert.fail('it was stopped'));
      await new Promise((resolve) => setTimeout(resolve, 2_100));
    }
  });

  it('never runs twice at once', async () => {
    const { payload, start, stop } = bench();
    let [now, most, ended] = [0, 0, 0];
    const work = async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      [now, ended] = [now - 1, ended + 1];
      if (ended === 2) payload.emit('twice');
    };
    start([{ name: 'slow', every: 1, work }]);
    await once(payload, 'twice');
    assert.equal(most, 1);
    await stop();
  });

  it('that one bridge does for all is left out while they are paused; the others go on', async () => {
    const log = pino({ level: 'silent' });
    const done: string[] = [];
    const payload = new EventEmitter();
    const job = (name: string, onOneBridge: boolean): Job => ({
      name,
      every: 1,
      onOneBridge,
      work: () => {
        done.push(name);
        return Promise.resolve(payload.emit('beat'));
      },
    });
    let isPaused = true;
    const jobs = [job('sweep', true), job('own', false)];
    const running = startJobs(jobs, { log, leases: everybodys, isPaused: () => isPaused });
    while (done.length < 2) await once(payload, 'beat');
    assert.ok(!done.includes('sweep'));
    isPaused = false;
    while (!done.includes('sweep')) await once(payload, 'beat');
    await running.stop();
  });

  it('that fails is logged with its name, and done again', async () => {
    const { lines, payload, start, stop } = bench();
    const work = () => {
      payload.emit('beat');
      return Promise.reject(new Error('no paper'));
    };
    start([{ name: 'printing', every: 1, work }]);
    await once(payload, 'beat');
    await once(payload, 'beat');
    await stop();
    const told = lines.map(({ msg, job, err }) => [msg, job, err.message]);
    assert.deepEqual(told.slice(0, 1), [['job failed', 'printing', 'no paper']]);
  });

  it('that runs is waited for when the bridge stops', async () => {
    const { payload, start, stop } = bench();
    let isDone = false;
    const work = async () => {
      payload.emit('began');
      await new Promise((resolve) => setTimeout(resolve, 500));
      isDone = true;
    };
    start([{ name: 'long', every: 1, work }]);
    await once(payload, 'began');
    await stop();
    assert.equal(isDone, true);
  });

  it('that is due in parts of a second is refused at start', () => {
    const job = { name: 'hasty', every: 0.5, work: () => Promise.resolve() };
    assert.throws(() => bench().start([job]), /hasty: whole seconds/u);
  });
});

forEachDatabase('A job that one of several bridges does', (open) => {
  const minute = 60_000;
  const two = async () => {
    const [db, clock] = [await open(), settableClock()];
    const done: string[] = [];
    const bridge = (owner: string) => {
      const leases = createJobLeases({ db, clock }, owner);
      return (work = () => Promise.resolve(done.push(owner))) =>
        leases.alone('sweep', 10 * minute, work);
    };
    return { a: bridge('a'), b: bridge('b'), clock, done };
  };

  it('is done by whoever began it, while it lives', async () => {
    const { a, b, clock, done } = await two();
    assert.deepEqual([await a(), await b()], [true, false]);
    clock.move(9 * minute);
    assert.equal(await b(), false);
    assert.equal(await a(), true);
    clock.move(2 * minute);
    assert.equal(await b(), false);
    assert.deepEqual(done, ['a', 'a']);
  });

  it('is done by another once its time is over', async () => {
    const { a, b, clock, done } = await two();
    await a();
    clock.move(10 * minute);
    assert.equal(await b(), true);
    assert.equal(await a(), false);
    assert.deepEqual(done, ['a', 'b']);
  });

  it('that is done once leaves nothing behind, and is taken over from whoever died', async () => {
    const [db, clock] = [await open(), settableClock()];
    const [a, b] = ['a', 'b'].map((owner) => createJobLeases({ db, clock }, owner));
    assert.ok(a && b);
    const once = (leases: typeof a, work: () => Promise<unknown> = () => Promise.resolve()) =>
      leases.alone('sheet', 0, work);
    assert.equal(await once(a), true);
    assert.deepEqual(await db('job_leases'), []);
    assert.equal(await once(a, async () => assert.equal(await once(b), false)), true);
    await db('job_leases').insert({ name: 'sheet', owner: 'dead', lease_until: clock.now() + 1 });
    assert.equal(await once(b), false);
    clock.move(1);
    assert.equal(await once(b), true);
  });

  it('is done by one of two that begin at the same moment', async () => {
    const { a, b, done } = await two();
    const both = await Promise.all([a(), b()]);
    assert.deepEqual([...both].sort(), [false, true]);
    assert.equal(done.length, 1);
  });

  it('that fails fails for whoever did it, and is left to it until it is due again', async () => {
    const { a, b } = await two();
    await assert.rejects(
      a(() => Promise.reject(new Error('no paper'))),
      /no paper/u,
    );
    assert.equal(await b(), false);
    assert.equal(await a(), true);
  });
});
