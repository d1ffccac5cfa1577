import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, admissionFixture } from '../../../../test/admission-fixture.ts';
import { getMeeting } from '../contract.ts';
import { handOver } from '../../access/sessions/contract.ts';
import { getPersonalSeries } from './contract.ts';
import { guesses } from './guess-limit.ts';

const password = 'good-one';

forEachDatabase('the door "meeting ID + guest password"', (open) => {
  it('lets a guest in with a name, as a member of that meeting and of nothing else', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running({ guestPassword: password });
    const passed = await fixture.join(anonymous, series, {
      name: '<b>李雷</b>',
      guestPassword: password,
    });
    assert.equal(passed.status, 200);
    assert.equal(passed.reply.hostName, fixture.host.name);
    assert.equal(passed.reply.guest?.kind, 'guest');
    const guest = fixture.guestBy(passed);
    const { reply } = await fixture.enter(guest, meetingId);
    assert.ok(reply.outcome === 'entered');
    assert.equal(reply.role, 'member');
    assert.equal(reply.conference.displayName, '<b>李雷</b>');

    const other = await fixture.running();
    assert.equal((await fixture.enter(guest, other.meetingId)).code, 'meeting/not-allowed');
    const seen = await fixture.ask(guest, getMeeting, { params: { meetingId: other.meetingId } });
    assert.equal(seen.code, 'meeting/not-allowed');
    const body = { meetingId: other.meetingId };
    assert.equal((await fixture.ask(guest, handOver, { body })).code, 'meeting/not-allowed');
    assert.equal((await fixture.ask(guest, handOver, { body: {} })).code, 'session/guest');
    assert.equal((await fixture.ask(guest, getPersonalSeries)).code, 'session/guest');
  });

  it('takes the number in any grouping, and full-width digits', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running({ guestPassword: null });
    const a = series.number.slice(0, 3);
    const b = series.number.slice(3, 6);
    const c = series.number.slice(6);
    const wide = series.number.replace(/\d/gu, (digit) =>
      String.fromCodePoint(0xff10 + Number(digit)),
    );
    for (const number of [`${a} ${b} ${c}`, `${a}-${b}-${c}`, ` ${a}.${b}${c} `, wide]) {
      assert.equal((await fixture.join(anonymous, { number }, { name: 'x' })).status, 200, number);
    }
  });

  it('answers a wrong number and a wrong password alike', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running({ guestPassword: password });
    const nowhere = { number: series.number === '123456789' ? '987654321' : '123456789' };
    const wrongs = [
      await fixture.join(anonymous, nowhere, { name: 'x', guestPassword: password }),
      await fixture.join(anonymous, series, { name: 'x', guestPassword: 'bad-one' }),
      await fixture.join(anonymous, series, { name: 'x' }),
      await fixture.join(fixture.stranger, nowhere, { guestPassword: password }),
      await fixture.join(fixture.stranger, series, { guestPassword: 'bad-one' }),
    ].map(({ problem }) => ({ ...problem, requestId: '' }));
    assert.equal(wrongs[0]?.code, 'door/wrong');
    for (const wrong of wrongs) assert.deepEqual(wrong, wrongs[0]);
  });

  it('does the same work for both: the same statements, in the same order', async () => {
    const db = await open();
    const fixture = await admissionFixture(db);
    const { series } = await fixture.running({ guestPassword: password });
    const work = async (number: string): Promise<string[]> => {
      // Each from a network of its own, as far as the rate limit knows: a person is counted alone.
      const who = await fixture.people.person(`p-${number}`);
      const statements: string[] = [];
      const note = ({ sql }: { sql: string }) => statements.push(sql);
      db.on('query', note);
      await fixture.join(who, { number }, { guestPassword: 'bad-one' });
      db.off('query', note);
      return statements;
    };
    const right = await work(series.number);
    assert.ok(right.length > 0);
    assert.deepEqual(await work(series.number === '200000000' ? '200000001' : '200000000'), right);
  });

  it('follows the scope: anyone, the campus, those invited', async () => {
    const fixture = await admissionFixture(await open());
    const join = async (scope: string, who = anonymous) => {
      const { series } = await fixture.running({ scope, guestPassword: null });
      return (await fixture.join(who, series, { name: 'x' })).code;
    };
    assert.equal(await join('anyone'), undefined);
    assert.equal(await join('campus'), 'door/campus-only');
    assert.equal(await join('campus', fixture.stranger), undefined);
    assert.equal(await join('invited'), 'door/invited-only');
    assert.equal(await join('invited', fixture.stranger), 'door/invited-only');
    assert.equal(await join('invited', fixture.host), undefined);
  });

  it('asks nobody again who passed it, until the password changes', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running({ guestPassword: password });
    const inside = await fixture.guest(series, 'in');
    const outside = await fixture.guest(series, 'out');
    await fixture.enter(inside, meetingId);
    await fixture.change(series, { admission: { guestPassword: 'another' } });
    // Whoever is in may come back after a broken line; whoever only had the old password may not.
    assert.equal((await fixture.enter(inside, meetingId)).status, 200);
    assert.equal((await fixture.enter(outside, meetingId)).code, 'door/wrong');
  });

  it('leads nowhere by a former number', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running({ guestPassword: null });
    const { reply } = await fixture.change(series, { newNumber: true });
    assert.notEqual(reply.number, series.number);
    assert.equal((await fixture.join(anonymous, series, { name: 'x' })).code, 'door/wrong');
    assert.equal((await fixture.join(anonymous, reply, { name: 'x' })).status, 200);
  });

  it('says that the meeting has not started only to who knows number and password', async () => {
    const fixture = await admissionFixture(await open());
    const { reply: mine } = await fixture.ask(fixture.host, getPersonalSeries);
    const guestPassword = mine.admission.guestPassword ?? '';
    assert.equal((await fixture.join(anonymous, mine, { name: 'x' })).code, 'door/wrong');
    const right = await fixture.join(anonymous, mine, { name: 'x', guestPassword });
    assert.equal(right.code, 'meeting/not-open');
  });

  it('knows a guest who comes back, so that a ban holds', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running({ guestPassword: null });
    const first = fixture.guestBy(await fixture.join(anonymous, series, { name: 'Li Lei' }));
    const again = await fixture.join(first, series, { name: '李雷' });
    assert.equal(again.reply.guest?.person.id, first.id);
    assert.equal(again.reply.guest.person.displayName, '李雷');
  });

  it('slows guessing from an address, and lets the class behind it in', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running({ guestPassword: password });
    const codes = new Set<string | undefined>();
    for (let n = 0; n < guesses.address + 10; n += 1) {
      const join = await fixture.join(
        anonymous,
        { number: String(300_000_000 + n) },
        { name: 'x' },
      );
      codes.add(join.code);
      if (join.code === 'request/too-many') assert.ok((join.problem.retryAfter ?? 0) > 0);
    }
    assert.deepEqual([...codes], ['door/wrong', 'request/too-many']);
    const body = { name: 'pupil', guestPassword: password };
    const all = await Promise.all(
      Array.from({ length: 40 }, () => fixture.join(anonymous, series, body)),
    );
    assert.ok(all.every(({ status }) => status === 200));
  });
});
