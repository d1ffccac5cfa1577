import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, doorHouse } from '../../../../test/door-house.ts';
import { getMeeting } from '../contract.ts';
import { handOver } from '../../access/sessions/contract.ts';
import { getPersonalSeries } from './contract.ts';
import { guesses } from './throttle.ts';

const password = 'good-one';

forEachDatabase('the door "meeting ID + guest password"', (open) => {
  it('lets a guest in with a name, as a member of that meeting and of nothing else', async () => {
    const house = await doorHouse(await open());
    const { series, meetingId } = await house.running({ guestPassword: password });
    const passed = await house.knock(anonymous, series, {
      name: '<b>李雷</b>',
      guestPassword: password,
    });
    assert.equal(passed.status, 200);
    assert.equal(passed.reply.hostName, house.host.name);
    assert.equal(passed.reply.guest?.kind, 'guest');
    const guest = house.guestBy(passed);
    const { reply } = await house.enter(guest, meetingId);
    assert.ok(reply.outcome === 'entered');
    assert.equal(reply.role, 'member');
    assert.equal(reply.conference.displayName, '<b>李雷</b>');

    const other = await house.running();
    assert.equal((await house.enter(guest, other.meetingId)).code, 'meeting/not-allowed');
    const seen = await house.ask(guest, getMeeting, { params: { meetingId: other.meetingId } });
    assert.equal(seen.code, 'meeting/not-allowed');
    const body = { meetingId: other.meetingId };
    assert.equal((await house.ask(guest, handOver, { body })).code, 'meeting/not-allowed');
    assert.equal((await house.ask(guest, handOver, { body: {} })).code, 'session/guest');
    assert.equal((await house.ask(guest, getPersonalSeries)).code, 'session/guest');
  });

  it('takes the number in any grouping, and full-width digits', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running({ guestPassword: null });
    const a = series.number.slice(0, 3);
    const b = series.number.slice(3, 6);
    const c = series.number.slice(6);
    const wide = series.number.replace(/\d/gu, (digit) =>
      String.fromCodePoint(0xff10 + Number(digit)),
    );
    for (const number of [`${a} ${b} ${c}`, `${a}-${b}-${c}`, ` ${a}.${b}${c} `, wide]) {
      assert.equal((await house.knock(anonymous, { number }, { name: 'x' })).status, 200, number);
    }
  });

  it('answers a wrong number and a wrong password alike', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running({ guestPassword: password });
    const nowhere = { number: series.number === '123456789' ? '987654321' : '123456789' };
    const wrongs = [
      await house.knock(anonymous, nowhere, { name: 'x', guestPassword: password }),
      await house.knock(anonymous, series, { name: 'x', guestPassword: 'bad-one' }),
      await house.knock(anonymous, series, { name: 'x' }),
      await house.knock(house.stranger, nowhere, { guestPassword: password }),
      await house.knock(house.stranger, series, { guestPassword: 'bad-one' }),
    ].map(({ problem }) => ({ ...problem, requestId: '' }));
    assert.equal(wrongs[0]?.code, 'door/wrong');
    for (const wrong of wrongs) assert.deepEqual(wrong, wrongs[0]);
  });

  it('takes about the same time for both', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running({ guestPassword: password });
    const time = async (number: string, round: number): Promise<number> => {
      // Each from a network of its own, as far as the throttle knows: a person is counted alone.
      const who = await house.people.person(`p-${number}-${round}`);
      const started = performance.now();
      await house.knock(who, { number }, { guestPassword: 'bad-one' });
      return performance.now() - started;
    };
    const took: { right: number[]; wrong: number[] } = { right: [], wrong: [] };
    for (let round = 0; round < 20; round += 1) {
      took.wrong.push(await time(String(200_000_000 + round), round));
      took.right.push(await time(series.number, round));
    }
    const median = (all: number[]) => all.sort((a, b) => a - b)[all.length / 2] ?? 0;
    const wrong = median(took.wrong);
    const right = median(took.right);
    assert.ok(Math.abs(wrong - right) < 0.5 * Math.max(wrong, right) + 5, `${wrong} ${right}`);
  }).timeout(60_000);

  it('follows the scope: anyone, the campus, those invited', async () => {
    const house = await doorHouse(await open());
    const knock = async (scope: string, who = anonymous) => {
      const { series } = await house.running({ scope, guestPassword: null });
      return (await house.knock(who, series, { name: 'x' })).code;
    };
    assert.equal(await knock('anyone'), undefined);
    assert.equal(await knock('campus'), 'door/campus-only');
    assert.equal(await knock('campus', house.stranger), undefined);
    assert.equal(await knock('invited'), 'door/invited-only');
    assert.equal(await knock('invited', house.stranger), 'door/invited-only');
    assert.equal(await knock('invited', house.host), undefined);
  });

  it('asks nobody again who passed it, until the password changes', async () => {
    const house = await doorHouse(await open());
    const { series, meetingId } = await house.running({ guestPassword: password });
    const inside = await house.guest(series, 'in');
    const outside = await house.guest(series, 'out');
    await house.enter(inside, meetingId);
    await house.change(series, { admission: { guestPassword: 'another' } });
    // Whoever is in may come back after a broken line; whoever only had the old password may not.
    assert.equal((await house.enter(inside, meetingId)).status, 200);
    assert.equal((await house.enter(outside, meetingId)).code, 'door/wrong');
  });

  it('leads nowhere by a former number', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running({ guestPassword: null });
    const { reply } = await house.change(series, { newNumber: true });
    assert.notEqual(reply.number, series.number);
    assert.equal((await house.knock(anonymous, series, { name: 'x' })).code, 'door/wrong');
    assert.equal((await house.knock(anonymous, reply, { name: 'x' })).status, 200);
  });

  it('says that the meeting has not started only to who knows number and password', async () => {
    const house = await doorHouse(await open());
    const { reply: mine } = await house.ask(house.host, getPersonalSeries);
    const guestPassword = mine.admission.guestPassword ?? '';
    assert.equal((await house.knock(anonymous, mine, { name: 'x' })).code, 'door/wrong');
    const right = await house.knock(anonymous, mine, { name: 'x', guestPassword });
    assert.equal(right.code, 'meeting/not-open');
  });

  it('knows a guest who comes back, so that a ban holds', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running({ guestPassword: null });
    const first = house.guestBy(await house.knock(anonymous, series, { name: 'Li Lei' }));
    const again = await house.knock(first, series, { name: '李雷' });
    assert.equal(again.reply.guest?.person.id, first.id);
    assert.equal(again.reply.guest.person.displayName, '李雷');
  });

  it('slows guessing from an address, and lets the class behind it in', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running({ guestPassword: password });
    const codes = new Set<string | undefined>();
    for (let n = 0; n < guesses.address + 10; n += 1) {
      const knock = await house.knock(
        anonymous,
        { number: String(300_000_000 + n) },
        { name: 'x' },
      );
      codes.add(knock.code);
      if (knock.code === 'request/too-many') assert.ok((knock.problem.retryAfter ?? 0) > 0);
    }
    assert.deepEqual([...codes], ['door/wrong', 'request/too-many']);
    const body = { name: 'pupil', guestPassword: password };
    const all = await Promise.all(
      Array.from({ length: 40 }, () => house.knock(anonymous, series, body)),
    );
    assert.ok(all.every(({ status }) => status === 200));
  });
});
